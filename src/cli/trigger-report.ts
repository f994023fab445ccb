/**
 * Reports what `trigger` has sent.
 *
 * @module cli/trigger-report
 */
import { maskUrl } from '../errors/mask-url.ts';
import type { SimulatedAttempt, SimulatedDelivery } from '../simulate/index.ts';
import { type Progress, startProgress } from './progress.ts';
import { paint, safe } from './terminal.ts';
import type { TriggerPayload } from './trigger-payload.ts';

/** Whether a delivery arrived with its body. Maxun also counts a redirect to an empty GET as delivered. */
export function arrived({ delivered, how }: SimulatedDelivery): boolean {
  return delivered && how === 'post';
}

/**
 * A URL without the parts that can be secret: user and password, and the values of the query.
 *
 * @param text a URL
 */
export function shownUrl(text: string): string {
  return safe(maskUrl(text, { path: false }));
}

/** What a developer can do about a status. */
const HINTS: Readonly<Record<number, string>> = {
  400: 'the endpoint could not read it; see its own log',
  404: 'nothing is at this path',
  405: 'the endpoint does not take POST at this path',
  413: 'the body is larger than the endpoint takes: Express has a limit of 100 kB by default',
  415: 'the endpoint does not take application/json',
  422: 'the endpoint refuses the payload: maxun-webhooks validate says what is documented',
};

/** What a developer can do about 401 and 403: it depends on what the request carried. */
function adviceOnRefusal(url: string, signed: boolean): string {
  if (signed)
    return 'the endpoint refuses this signature: is the secret of --secret the one that it checks with?';
  if (URL.canParse(url) && new URL(url).search !== '') {
    return 'the endpoint refuses this: is the token in the URL right, or does it expect a signature (--secret)?';
  }
  return 'the endpoint expects a signature or a token: give --secret, or a token in the URL';
}

/** Whether the attempts of a command are signed, which its advice depends on. */
export interface ReportOptions {
  readonly signed: boolean;
}

/**
 * A delivery on one line, and what the endpoint answered to a refused one on a second.
 *
 * @param payload what was sent
 * @param delivery the result
 * @param options whether it was signed
 */
export function describeDelivery(
  { name, eventType }: TriggerPayload,
  delivery: SimulatedDelivery,
  options: ReportOptions,
): string {
  const { attempts, body } = delivery;
  const last = attempts.at(-1);
  const verdict = arrived(delivery) ? paint('green', 'delivered') : paint('red', 'failed   ');
  const made = attempts.length > 1 ? `, ${attempts.length} attempts` : '';
  const size = `${body.byteLength} bytes in ${last?.durationMs ?? 0} ms${made}`;
  return `${verdict}  ${safe(eventType)} (${name})  ${last === undefined ? 'interrupted' : outcomeOf(last, options)}  ${paint('dim', size)}${answerOf(last)}`;
}

/** The body of a refusal, on one line. */
function answerOf(attempt: SimulatedAttempt | undefined): string {
  const { delivered = true, answer = '' } = attempt ?? {};
  return delivered || answer.trim() === '' ? '' : `\n  answer: ${safe(answer.trim())}`;
}

function outcomeOf(attempt: SimulatedAttempt, { signed }: ReportOptions): string {
  const { status, error, redirects, how, webhook } = attempt;
  if (error !== undefined) return `${error.message} (${error.code})`;
  if (how === 'empty-get') {
    const to = shownUrl(redirects.at(-1)?.to ?? '');
    return `${status} to an empty GET of ${to}: the redirect lost the body, which Maxun takes for delivered`;
  }
  const isRefused = status === 401 || status === 403;
  const hint = isRefused ? adviceOnRefusal(webhook.url, signed) : HINTS[status ?? 0];
  return hint === undefined ? String(status) : `${status}: ${hint}`;
}

/** An attempt with another to follow, on one line. */
export function describeAttempt(attempt: SimulatedAttempt, options: ReportOptions): string {
  const { number, at, durationMs, retryAt = 0 } = attempt;
  const seconds = Math.round((retryAt - at - durationMs) / 100) / 10;
  return `attempt ${number}: ${outcomeOf(attempt, options)}; again in ${seconds} s`;
}

/**
 * A delivery as data, for `--json`.
 *
 * @param payload what was sent
 * @param delivery the result
 */
export function asJson(
  { name, eventType }: TriggerPayload,
  delivery: SimulatedDelivery,
): Record<string, unknown> {
  const { attempts, delivered, how = null, lost, body, webhook } = delivery;
  return {
    fixture: name,
    eventType,
    url: shownUrl(webhook.url),
    bytes: body.byteLength,
    delivered,
    how,
    lost,
    attempts: attempts.map(({ number, at, durationMs, status = null, error, redirects, answer = null }) => ({
      number,
      at: new Date(at).toISOString(),
      durationMs,
      status,
      answer,
      error: error === undefined ? null : { code: error.code, message: error.message },
      redirects: redirects.map(({ status: code, to }) => ({ status: code, to: shownUrl(to) })),
    })),
  };
}

/** More deliveries than this get a progress bar, and a sum at the end. */
const MIN_FOR_BAR = 10;

/** Counts the results of the deliveries, and shows the progress on a terminal. */
export class TriggerSummary {
  /** Deliveries in all; infinite until Ctrl-C. */
  readonly total: number;
  readonly #outcomes = new Map<string, number>();
  readonly #progress: Progress;
  #failed = 0;
  #added = 0;

  /** @param total deliveries in all */
  constructor(total: number) {
    this.total = total;
    this.#progress = startProgress('sending', total, total > MIN_FOR_BAR && total !== Infinity);
  }

  /** How many did not arrive with their body. */
  get failed(): number {
    return this.#failed;
  }

  /** @param delivery is counted */
  add(delivery: SimulatedDelivery): void {
    this.#added += 1;
    this.#progress.update(this.#added);
    if (arrived(delivery)) return;
    this.#failed += 1;
    const last = delivery.attempts.at(-1);
    const outcome = delivery.how ?? last?.error?.code ?? String(last?.status ?? 'interrupted');
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
  }

  /** @param print prints lines; the bar is erased before and drawn after */
  above(print: () => void): void {
    this.#progress.above(print);
  }

  /** @returns the totals on one line, if the lines before do not show them already */
  end(): string | undefined {
    this.#progress.stop();
    if (this.#added <= 1) return undefined;
    const failures = [...this.#outcomes].map(([outcome, count]) => `${outcome} × ${count}`).join(', ');
    const delivered = `${this.#added - this.#failed} delivered`;
    return this.#failed === 0 ? `${delivered}.` : `${delivered}, ${this.#failed} failed: ${failures}.`;
  }
}
