// Calls the example's handler as API Gateway does, with events of format 2.0.
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { handler } from '../examples/lambda/maxun-webhooks.ts';

const server = createServer((request, response) => {
  void (async () => {
    const body = (await buffer(request)).toString('base64');
    const { method = '', url: rawPath = '' } = request;
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const http = { method, path: rawPath };
    const event = { version: '2.0', rawPath, rawQueryString: '', requestContext: { http }, headers, body };
    const result = await handler({ ...event, isBase64Encoded: true });
    response.writeHead(result.statusCode, result.headers).end(result.body);
    // A sender that breaks off is not the handler's to see.
  })().catch(() => response.destroy());
});
server.listen(Number(process.env['PORT']), () => {
  console.log(`Listening on port ${(server.address() as AddressInfo).port}`);
});
