/**
 * What AWS has before a function: takes a request, makes the event of a payload format, and writes the result.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { lambdaHandler, type LambdaHttpEvent } from '../../src/adapters/lambda.ts';
import type { DeliveryHandler } from '../../src/index.ts';

export type LambdaFormat = '1.0' | '2.0' | 'function-url';

export function lambdaServer(
  receiver: DeliveryHandler,
  { format, isParsed = false }: { format: LambdaFormat; isParsed?: boolean },
): Server {
  const handler = lambdaHandler(receiver);
  return createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const bytes = Buffer.concat(chunks);
      const event: LambdaHttpEvent =
        format === '1.0' ? eventV1(incoming, bytes) : eventV2(incoming, bytes, format === 'function-url');
      const given = isParsed ? { ...event, body: JSON.parse(bytes.toString()) as string } : event;
      const { statusCode, headers, body } = await handler(given);
      outgoing.writeHead(statusCode, headers).end(body);
    })();
  });
}

type Version1 = Pick<
  APIGatewayProxyEvent,
  | 'httpMethod'
  | 'path'
  | 'headers'
  | 'multiValueHeaders'
  | 'queryStringParameters'
  | 'multiValueQueryStringParameters'
  | 'isBase64Encoded'
  | 'body'
>;

/** Format 1.0 has the query decoded, and each header's last value beside all of them. */
function eventV1(incoming: IncomingMessage, bytes: Buffer): Version1 {
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  const query = [...new Set(url.searchParams.keys())].map(
    (key) => [key, url.searchParams.getAll(key)] as const,
  );
  return {
    httpMethod: incoming.method ?? '',
    path: url.pathname,
    headers: Object.fromEntries(pairsOf(incoming)),
    multiValueHeaders: Object.fromEntries(Object.entries(incoming.headersDistinct)),
    queryStringParameters:
      query.length === 0 ? null : Object.fromEntries(query.map(([key, all]) => [key, all.at(-1)])),
    multiValueQueryStringParameters: query.length === 0 ? null : Object.fromEntries(query),
    isBase64Encoded: false,
    body: bytes.byteLength === 0 ? null : bytes.toString(),
  };
}

type Version2 = Pick<
  APIGatewayProxyEventV2,
  'version' | 'rawPath' | 'rawQueryString' | 'headers' | 'isBase64Encoded' | 'body'
> & { requestContext: { http: { method: string } } };

/** Format 2.0 joins repeated headers with commas; a function URL encodes what is not sure to be text. */
function eventV2(incoming: IncomingMessage, bytes: Buffer, isBase64Encoded: boolean): Version2 {
  const [rawPath = '', rawQueryString = ''] = (incoming.url ?? '/').split('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of pairsOf(incoming)) {
    headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  return {
    version: '2.0',
    rawPath,
    rawQueryString,
    headers,
    requestContext: { http: { method: incoming.method ?? '' } },
    isBase64Encoded,
    ...(bytes.byteLength > 0 && { body: bytes.toString(isBase64Encoded ? 'base64' : 'utf8') }),
  };
}

function pairsOf({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    pairs.push([(rawHeaders[at] ?? '').toLowerCase(), rawHeaders[at + 1] ?? '']);
  }
  return pairs;
}
