/**
 * A receiver by hand, right but for one flaw: what the probe must find.
 *
 * @module test/probe/endpoints/receive
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { setImmediate as immediate, setTimeout as delay } from 'node:timers/promises';

export const SECRETS: readonly string[] = [
  'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
];
export const TOKEN = '0123456789abcdef';

/** The flaws that this receiver can have. */
export type Flaw =
  | 'none'
  | 'no-verification'
  | 'verification-after-parsing'
  | 'one-sided-tolerance'
  | 'no-tolerance'
  | 'first-signature-only'
  | 'one-secret'
  | 'decoded-body'
  | 'lower-case-headers-only'
  | 'no-dedupe'
  | 'dedupe-by-body-hash'
  | 'dedupe-looks-first'
  | 'dedupe-by-run'
  | 'works-before-verifying'
  | 'leaks-stack'
  | 'leaks-version'
  | 'echoes-body'
  | 'ok-on-failure'
  | 'throws-on-null'
  | 'fails-on-unknown-events'
  | 'strict-fields'
  | 'any-method'
  | 'redirects'
  | 'slow'
  | 'hangs-at-10-mb'
  | 'overloaded'
  | 'no-token'
  | 'limit-100-kb'
  | 'limit-1-mb';

export interface PlainRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

export interface PlainAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Until all that was sent at the same moment has arrived. On a busy machine the timer alone is over first, with connections
 * waiting to be taken and read.
 */
async function aMoment(): Promise<void> {
  await delay(30);
  for (let turn = 0; turn < 20; turn += 1) await immediate();
}

/** One endpoint with one flaw. */
export class Endpoint {
  /** How many deliveries were handled. */
  handled = 0;
  readonly #seen = new Set<string>();
  readonly #flaw: Flaw;
  #active = 0;
  #requests = 0;

  constructor(flaw: Flaw) {
    this.#flaw = flaw;
  }

  async receive(request: PlainRequest): Promise<PlainAnswer> {
    const answer = await this.#answer(request);
    const extra = this.#has('leaks-version') ? { server: 'nginx/1.18.0' } : {};
    return { ...answer, headers: { 'content-type': 'text/plain', ...extra, ...answer.headers } };
  }

  #has(flaw: Flaw): boolean {
    return this.#flaw === flaw;
  }

  async #answer(request: PlainRequest): Promise<PlainAnswer> {
    const { method, body } = request;
    this.#requests += 1;
    if (method !== 'POST') return { status: this.#has('any-method') ? 200 : 405, body: '' };
    if (this.#has('redirects')) return { status: 302, body: '', headers: { location: '/elsewhere' } };
    // The first tells that the endpoint is there, and is not measured.
    if (this.#has('slow') && this.#requests > 1) await delay(2_100);
    if (this.#has('hangs-at-10-mb') && body.length > 9_000_000)
      await delay(60_000, undefined, { ref: false });
    if (!this.#isAuthentic(request)) {
      if (this.#has('works-before-verifying')) this.handled += 1;
      return { status: 401, body: 'unauthorized' };
    }
    return this.#parseAndHandle(request);
  }

  async #parseAndHandle(request: PlainRequest): Promise<PlainAnswer> {
    let event: { event_type?: unknown; data?: { run_id?: string; runId?: string } } | null;
    try {
      event = JSON.parse(request.body.toString()) as typeof event;
    } catch (error) {
      if (this.#has('ok-on-failure')) return { status: 200, body: 'ok' };
      if (this.#has('leaks-stack')) return { status: 400, body: String((error as Error).stack) };
      return { status: 400, body: this.#has('echoes-body') ? request.body.toString() : 'bad request' };
    }
    if (this.#has('throws-on-null') && event === null) return { status: 500, body: 'error' };
    const type = event?.event_type;
    if (typeof type !== 'string') return { status: 400, body: 'bad request' };
    if (this.#has('strict-fields') && Object.keys(event ?? {}).length > 4)
      return { status: 400, body: 'extra' };
    const known = ['run_completed', 'run_failed', 'webhook_test'].includes(type);
    if (this.#has('fails-on-unknown-events') && !known) return { status: 500, body: 'error' };
    return this.#handle(this.#keyOf(request, event?.data));
  }

  async #handle(key: string): Promise<PlainAnswer> {
    if (this.#has('overloaded') && !(await this.#takeTurn())) return { status: 500, body: 'busy' };
    const isNew = !this.#seen.has(key);
    if (this.#has('dedupe-looks-first')) await aMoment();
    this.#seen.add(key);
    if (isNew || this.#has('no-dedupe')) this.handled += 1;
    return { status: 200, body: 'ok' };
  }

  async #takeTurn(): Promise<boolean> {
    if (this.#active >= 12) return false;
    this.#active += 1;
    await aMoment();
    this.#active -= 1;
    return true;
  }

  #keyOf({ headers, body }: PlainRequest, data: { run_id?: string; runId?: string } = {}): string {
    if (this.#has('dedupe-by-body-hash')) return createHash('sha256').update(body).digest('hex');
    if (this.#has('dedupe-by-run')) return String(data.run_id ?? data.runId);
    return String(headers['webhook-id']);
  }

  #isAuthentic(request: PlainRequest): boolean {
    if (this.#has('no-verification')) return true;
    const header = (name: string): string =>
      this.#has('lower-case-headers-only')
        ? (request.rawHeaders[request.rawHeaders.indexOf(name) + 1] ?? '')
        : String(request.headers[name] ?? '');
    const [id, time, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(header);
    if (!this.#isFresh(Number(time))) return false;
    const found = String(signature)
      .split(' ')
      .slice(0, this.#has('first-signature-only') ? 1 : undefined);
    const secrets = this.#has('one-secret') ? SECRETS.slice(0, 1) : SECRETS;
    return secrets.some((secret) => {
      const hmac = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'));
      const expected = Buffer.from(
        `v1,${hmac.update(`${id}.${time}.`).update(this.#signedBytes(request.body)).digest('base64')}`,
      );
      return found.some((one) => {
        const bytes = Buffer.from(one);
        return bytes.length === expected.length && timingSafeEqual(bytes, expected);
      });
    });
  }

  #isFresh(seconds: number): boolean {
    const age = Date.now() / 1000 - seconds;
    if (this.#has('no-tolerance')) return true;
    if (this.#has('one-sided-tolerance')) return age <= 300;
    return Math.abs(age) <= 300;
  }

  #signedBytes(body: Buffer): Buffer | string {
    if (this.#has('decoded-body')) return body.toString('latin1');
    if (!this.#has('verification-after-parsing')) return body;
    try {
      return JSON.stringify(JSON.parse(body.toString()));
    } catch {
      return body;
    }
  }
}

/** As {@link Endpoint}, for stock Maxun: a token in the URL, and runs as keys. */
export class StockEndpoint extends Endpoint {
  readonly #isOpen: boolean;
  readonly #keys = new Set<string>();

  constructor(flaw: 'none' | 'no-token') {
    super(flaw);
    this.#isOpen = flaw === 'no-token';
  }

  override async receive({ method, url, body }: PlainRequest): Promise<PlainAnswer> {
    if (method !== 'POST') return { status: 405, body: '' };
    const token = new URL(url, 'http://localhost').searchParams.get('token');
    if (!this.#isOpen && token !== TOKEN) return { status: 401, body: 'unauthorized' };
    try {
      const { event_type: type, data } = JSON.parse(body.toString()) as {
        event_type: string;
        data: { run_id?: string; runId?: string };
      };
      const key = `${type} ${data.run_id ?? data.runId}`;
      if (!this.#keys.has(key)) this.handled += 1;
      this.#keys.add(key);
      return { status: 200, body: 'ok' };
    } catch {
      return { status: 400, body: 'bad request' };
    }
  }
}
