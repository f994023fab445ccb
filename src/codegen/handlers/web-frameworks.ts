/**
 * Next.js, Hono, Cloudflare Workers and AWS Lambda.
 *
 * @module codegen/handlers/web-frameworks
 */
import type { AuthText } from './auth.ts';
import { type FrameworkText, plainFile, serveWeb, serveWebImports } from './framework.ts';
import { HEAD, importOfReceiver, readVariable, receiverExpression } from './receiver-text.ts';
import { indent } from './template.ts';

export const next: FrameworkText = {
  file: 'route',
  packages: ['next'],
  handlers: plainFile({
    imports: ["import { webHandler } from 'maxun-webhooks/web';"],
    isExported: false, // Next.js refuses other exports of a route than those it knows
    mount: `// GET too: a redirect turns Maxun's POST into a GET, and the receiver's answer explains that.
export const POST = webHandler(receiver);
export const GET = POST;
`,
  }),
  test: {
    imports: serveWebImports,
    takes: 'GET, POST',
    start: "return serveWeb((request) => (request.method === 'GET' ? GET(request) : POST(request)));",
    functions: serveWeb,
  },
  mount: '// Nothing to do: Next.js finds app/hooks/maxun/route by its name.',
};

export const hono: FrameworkText = {
  packages: ['hono'],
  handlers: plainFile({
    imports: ["import { Hono } from 'hono';", "import { webHandler } from 'maxun-webhooks/web';"],
    mount: `const receive = webHandler(receiver);

// For all methods: a redirect turns Maxun's POST into a GET, and the receiver's answer explains that.
export const maxunWebhooks = new Hono().all('/hooks/maxun', (context) => receive(context.req.raw));
`,
  }),
  test: {
    imports: serveWebImports,
    start: 'return serveWeb((request) => maxunWebhooks.fetch(request));',
    functions: serveWeb,
  },
  mount: `import { maxunWebhooks } from './maxun-webhooks.js';
app.route('/', maxunWebhooks);`,
};

/** Workers give their variables with each request, so the receiver is made for the first. */
function workersFile(auth: AuthText): string {
  const { variable } = auth;
  const given = variable === undefined ? '' : `env⟦: Env⟧`;
  const body = `${readVariable(auth, 'env')}return ${receiverExpression(auth)}`;
  const env = variable === undefined ? '' : `⟦interface Env {\n  readonly ${variable}: string;\n}\n⟧\n`;
  return `${HEAD}${importOfReceiver(auth)}
import { ⟦type WebContext, ⟧webHandler } from 'maxun-webhooks/web';

${env}// One receiver for all requests of an isolate: it remembers what was handled.
let receive⟦: ReturnType<typeof webHandler> | undefined⟧;

export const worker = {
  async fetch(request⟦: Request⟧, env⟦: ${variable === undefined ? 'unknown' : 'Env'}⟧, context⟦: WebContext⟧) {
    if (new URL(request.url).pathname !== '/hooks/maxun') return new Response(null, { status: 404 });
    receive ??= webHandler(createMaxunReceiver(${variable === undefined ? '' : 'env'}));
    return receive(request, context);
  },
};

export default worker;

function createMaxunReceiver(${given}) {
${indent(body, 2)}
}
`;
}

export const workers: FrameworkText = {
  handlers: workersFile,
  test: {
    imports: serveWebImports,
    takes: 'worker',
    start: `const pending⟦: Promise<unknown>[]⟧ = [];
const context = { waitUntil: (work⟦: Promise<unknown>⟧) => void pending.push(work) };
return serveWeb((request) => worker.fetch(request, ENV, context));`,
    functions: serveWeb,
  },
  mount: `// The file is a Worker of its own: in wrangler.jsonc, "main" is its path. In a Worker that you have, call its fetch.`,
};

export const lambda: FrameworkText = {
  handlers: plainFile({
    imports: ["import { lambdaHandler } from 'maxun-webhooks/lambda';"],
    mount: `// Lambda runs many instances, each with a memory of its own: give createReceiver a \`dedupe\` store that they share.
export const handler = lambdaHandler(receiver);
`,
  }),
  test: {
    imports: serveWebImports,
    takes: 'handler',
    start: `return createServer(async (request, response) => {
  // As API Gateway and function URLs call it: payload format 2.0.
  const [rawPath, rawQueryString = ''] = (request.url ?? '').split('?');
  const result = await handler({
    rawPath,
    rawQueryString,
    requestContext: { http: { method: request.method } },
    headers: request.headers⟦ as Record<string, string>⟧,
    body: (await buffer(request)).toString('base64'),
    isBase64Encoded: true,
  });
  response.writeHead(result.statusCode, result.headers).end(result.body);
});`,
  },
  mount: `// Name the file's \`handler\` in your function's configuration, and route every method of /hooks/maxun to it.`,
};
