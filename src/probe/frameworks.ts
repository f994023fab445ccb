/**
 * Recognises a framework by its answers, and knows the code that mends a topic there.
 *
 * @module probe/frameworks
 */
import type { Exchange } from './client.ts';

/** Topics that the code which receives mends. */
const BY_RECEIVING = ['verify', 'freshness', 'events', 'dedupe', 'limit', 'answer', 'method'] as const;

/** What a snippet mends. */
export type Topic = (typeof BY_RECEIVING)[number] | 'general' | 'token' | 'connections' | 'version' | 'tls';

interface Framework {
  readonly name: string;
  /** Whether an answer can only be this framework's. */
  readonly matches: (received: Exchange['received']) => boolean;
  /** Code that does everything: verifies, dedupes, answers. */
  readonly receive: string;
  readonly snippets?: Partial<Record<Topic, string>>;
}

const IMPORT = "import { createReceiver } from 'maxun-webhooks';\n";
const RECEIVER =
  "const receiver = createReceiver({ secrets: [process.env.MAXUN_WEBHOOK_SECRET] })\n  .on('run_completed', async ({ run }) => { /* … */ });\n";

function withAdapter(name: string, adapter: string, use: string): string {
  return `${IMPORT}import { ${adapter} } from 'maxun-webhooks/${name}';\n${RECEIVER}${use}`;
}

/** The check itself, where this package cannot run. */
const PYTHON_VERIFY = `def is_authentic(headers, raw):  # raw: the bytes of the body
    message_id, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent_at.isdigit() or abs(time.time() - int(sent_at)) > 300:
        return False
    content = f"{message_id}.{sent_at}.".encode() + raw
    signatures = headers.get("webhook-signature", "").split()
    for secret in SECRETS:  # whsec_…
        key = base64.b64decode(secret.removeprefix("whsec_"))
        expected = "v1," + base64.b64encode(hmac.new(key, content, "sha256").digest()).decode()
        if any(hmac.compare_digest(expected.encode(), one.encode()) for one in signatures):
            return True
    return False`;

const NODE_SERVER =
  "import { createServer } from 'node:http';\nimport { slowSenderLimits } from 'maxun-webhooks/node';\ncreateServer(slowSenderLimits, app).listen(3000);";

/** The first that matches is taken: those that run on another stand before it. */
const FRAMEWORKS: readonly Framework[] = [
  {
    name: 'Next.js',
    matches: ({ headers }) => /next\.js/i.test(headers['x-powered-by'] ?? ''),
    receive: withAdapter(
      'web',
      'webHandler',
      'export const POST = webHandler(receiver); // app/hooks/maxun/route.ts',
    ),
  },
  {
    name: 'Nest',
    matches: ({ body }) =>
      /^\{(?=.*"statusCode":\d)(?=.*"message":)(?!.*"code":)/s.test(body) &&
      !/Route \w+:/.test(body) &&
      isNestOrder(body),
    receive: `${IMPORT}import { MaxunWebhookModule } from 'maxun-webhooks/nest';\n${RECEIVER}@Module({ imports: [MaxunWebhookModule.forRoot({ path: 'hooks/maxun', receiver })] })\nexport class AppModule {}\nconst app = await NestFactory.create(AppModule, { rawBody: true });`,
    snippets: { limit: "app.useBodyParser('json', { limit: '10mb' });" },
  },
  {
    name: 'Express',
    matches: ({ headers }) => /express/i.test(headers['x-powered-by'] ?? ''),
    receive: withAdapter(
      'express',
      'expressHandler',
      "app.all('/hooks/maxun', expressHandler(receiver)); // before app.use(express.json())",
    ),
    snippets: {
      limit: "app.post('/hooks/maxun', express.raw({ type: '*/*', limit: '10mb' }), handler);",
      version: "app.disable('x-powered-by');",
      connections: NODE_SERVER,
    },
  },
  {
    name: 'Fastify',
    matches: ({ body }) =>
      /^\{.*"statusCode":\d{3}.*"(?:code|error)":/s.test(body) || /"Route \w+:.* not found"/.test(body),
    receive: withAdapter(
      'fastify',
      'fastifyPlugin',
      "await app.register(fastifyPlugin(receiver, { path: '/hooks/maxun' }));",
    ),
    snippets: {
      limit: 'const app = Fastify({ bodyLimit: 10_485_760 });',
      connections: 'const app = Fastify({ requestTimeout: 15_000 });',
    },
  },
  {
    name: 'FastAPI',
    matches: ({ headers, body }) =>
      /uvicorn|hypercorn/i.test(headers['server'] ?? '') ||
      // Django REST framework has a `detail` too, and a full stop at its end.
      /^\{"detail":(?:"[\w ]+"\}|\[\{"type":)/.test(body),
    receive: `${PYTHON_VERIFY}\n\n@app.post("/hooks/maxun")\nasync def hook(request: Request):\n    raw = await request.body()\n    if not is_authentic(request.headers, raw):\n        raise HTTPException(401)`,
    snippets: { version: 'uvicorn main:app --no-server-header' },
  },
  {
    name: 'Flask',
    matches: ({ headers, body }) =>
      // Not gunicorn: it serves Django as well.
      /werkzeug/i.test(headers['server'] ?? '') ||
      /^<!doctype html>\s*<html lang=en>\s*<title>\d{3} /i.test(body),
    receive: `${PYTHON_VERIFY}\n\n@app.post("/hooks/maxun")\ndef hook():\n    raw = request.get_data()  # before request.json\n    if not is_authentic(request.headers, raw):\n        abort(401)`,
    snippets: {
      limit: 'app.config["MAX_CONTENT_LENGTH"] = 10 * 1024 * 1024',
      version: 'Run it behind gunicorn and a proxy, not by app.run().',
    },
  },
  {
    name: 'Rails',
    matches: ({ headers }) => 'x-runtime' in headers && 'x-request-id' in headers,
    receive: `raw = request.raw_post
content = "#{request.headers['webhook-id']}.#{request.headers['webhook-timestamp']}.#{raw}"
key = Base64.strict_decode64(ENV['MAXUN_WEBHOOK_SECRET'].delete_prefix('whsec_'))
expected = 'v1,' + Base64.strict_encode64(OpenSSL::HMAC.digest('SHA256', key, content))
fresh = (Time.now.to_i - Integer(request.headers['webhook-timestamp'])).abs <= 300
found = request.headers['webhook-signature'].to_s.split
head :unauthorized unless fresh && found.any? { |one| ActiveSupport::SecurityUtils.secure_compare(one, expected) }`,
  },
  {
    name: 'Spring',
    matches: ({ body }) =>
      /^\{"timestamp":.*"status":\d{3},"error":.*"path":/s.test(body) || /Whitelabel Error Page/.test(body),
    receive: `@PostMapping("/hooks/maxun")
ResponseEntity<Void> hook(@RequestHeader HttpHeaders headers, @RequestBody byte[] raw) { // the bytes, not a parsed object
  Mac mac = Mac.getInstance("HmacSHA256");
  mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
  mac.update((headers.getFirst("webhook-id") + "." + headers.getFirst("webhook-timestamp") + ".").getBytes(UTF_8));
  byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(raw))).getBytes(UTF_8);
  // MessageDigest.isEqual(expected, one.getBytes(UTF_8)) for any of the header's signatures; 300 s of tolerance both ways
}`,
    snippets: { answer: 'server.error.include-stacktrace=never\nserver.error.include-message=never' },
  },
  {
    name: 'Go',
    matches: ({ headers, body }) =>
      headers['x-content-type-options'] === 'nosniff' && /^(?:404 page not found|[\w .:-]+)\n$/.test(body),
    receive: `raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 10<<20)) // before any decoder
key, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
mac := hmac.New(sha256.New, key)
fmt.Fprintf(mac, "%s.%s.%s", r.Header.Get("webhook-id"), r.Header.Get("webhook-timestamp"), raw)
expected := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
for _, one := range strings.Fields(r.Header.Get("webhook-signature")) {
  ok = ok || hmac.Equal([]byte(one), []byte(expected))
} // and 300 s of tolerance both ways`,
    snippets: { connections: 'http.Server{ReadTimeout: 15 * time.Second}' },
  },
  {
    name: 'Koa',
    matches: ({ headers, body, status }) =>
      (headers['content-type'] ?? '').startsWith('text/plain') &&
      ((status === 404 && body === 'Not Found') ||
        (status === 405 && body === 'Method Not Allowed') ||
        (status === 500 && body === 'Internal Server Error')),
    receive: withAdapter(
      'koa',
      'koaMiddleware',
      "router.all('/hooks/maxun', koaMiddleware(receiver)); // before app.use(bodyParser())",
    ),
    snippets: {
      limit: "app.use(bodyParser({ jsonLimit: '10mb' }));",
      connections: NODE_SERVER.replace('app)', 'app.callback())'),
    },
  },
];

const GENERAL: Framework = {
  name: 'general',
  matches: () => false,
  receive: `${IMPORT}// Any framework: the headers and the raw bytes of the body, before any parser.\n${RECEIVER}const { status, headers, body } = await receiver.handle({ method, url, headers: request.headers, body: rawBytes });`,
};

const TOKEN = "createReceiver({ auth: urlToken('token', process.env.HOOK_TOKEN) }); // …/hooks/maxun?token=…";

/** Nest writes `message` first, or has `error` between it and the status; Fastify begins with the status or has a code. */
function isNestOrder(body: string): boolean {
  return body.startsWith('{"message":') || /^\{"statusCode":\d+,"message":/.test(body);
}

/** Recognises the framework of an endpoint by its answers. */
export class FrameworkRecogniser {
  /** The place in the table of the first framework that an answer matched. */
  #place = FRAMEWORKS.length;

  /** The framework that wrote an answer; `general` if none can be told. */
  get name(): string {
    return (FRAMEWORKS[this.#place] ?? GENERAL).name;
  }

  /** Takes a look at one more answer. */
  see({ received }: Pick<Exchange, 'received'>): void {
    const found = FRAMEWORKS.findIndex(({ matches }, place) => place < this.#place && matches(received));
    if (found !== -1) this.#place = found;
  }
}

/**
 * @param name of {@link FrameworkRecogniser}
 * @param topic what is to be mended
 * @returns code, or `''` where no code mends it
 */
export function snippetFor(name: string, topic: Topic): string {
  const { snippets, receive } = FRAMEWORKS.find((one) => one.name === name) ?? GENERAL;
  if (topic === 'token') return TOKEN;
  return snippets?.[topic] ?? (BY_RECEIVING.some((one) => one === topic) ? receive : '');
}
