/**
 * Reports what `trigger` has sent.
 *
 * @module cli/trigger-report
 */
import { maskUrl } from '../errors/mask-url.ts';
import type { SimulatedAttempt, SimulatedDelivery } from '../simulate/index.ts';
import { paint, safe } from './terminal.ts';
import type { TriggerPayload } from './trigger-payload.ts';

/**
 * Why a delivery did not arrive with its body, in a word. Maxun also counts a redirect to an empty GET as delivered.
 *
 * @param delivery the result
 * @returns nothing if it arrived
 */
export function failureOf({ how, attempts }: SimulatedDelivery): string | undefined {
  if (how === 'post') return undefined;
  const last = attempts.at(-1);
  return how ?? last?.error?.code ?? String(last?.status ?? 'interrupted');
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
function adviceOnRefusal(url: string, isSigned: boolean): string {
  if (isSigned)
    return 'the endpoint refuses this signature: is the secret of --secret the one that it checks with?';
  if (URL.canParse(url) && new URL(url).search !== '') {
    return 'the endpoint refuses this: is the token in the URL right, or does it expect a signature (--secret)?';
  }
  return 'the endpoint expects a signature or a token: give --secret, or a token in the URL';
}

/**
 * A delivery on one line, and what the endpoint answered to a refused one on a second.
 *
 * @param payload what was sent
 * @param delivery the result
 * @param isSigned whether it was signed, which the advice depends on
 */
export function describeDelivery(
  { name, eventType }: TriggerPayload,
  delivery: SimulatedDelivery,
  isSigned: boolean,
): string {
  const { attempts, body } = delivery;
  const last = attempts.at(-1);
  const verdict = failureOf(delivery) === undefined ? paint('green', 'delivered') : paint('red', 'failed   ');
  const made = attempts.length > 1 ? `, ${attempts.length} attempts` : '';
  const size = `${body.byteLength} bytes in ${last?.durationMs ?? 0} ms${made}`;
  return `${verdict}  ${safe(eventType)} (${name})  ${last === undefined ? 'interrupted' : outcomeOf(last, isSigned)}  ${paint('dim', size)}${answerOf(last)}`;
}

/** The body of a refusal, on one line. */
function answerOf(attempt: SimulatedAttempt | undefined): string {
  const { delivered = true, answer = '' } = attempt ?? {};
  return delivered || answer.trim() === '' ? '' : `\n  answer: ${safe(answer.trim())}`;
}

function outcomeOf(attempt: SimulatedAttempt, isSigned: boolean): string {
  const { status, error, redirects, how, webhook } = attempt;
  if (error !== undefined) return `${error.message} (${error.code})`;
  if (how === 'empty-get') {
    const to = shownUrl(redirects.at(-1)?.to ?? '');
    return `${status} to an empty GET of ${to}: the redirect lost the body, which Maxun takes for delivered`;
  }
  const isRefused = status === 401 || status === 403;
  const hint = isRefused ? adviceOnRefusal(webhook.url, isSigned) : HINTS[status ?? 0];
  return hint === undefined ? String(status) : `${status}: ${hint}`;
}

/** An attempt with another to follow, on one line. */
export function describeAttempt(attempt: SimulatedAttempt, isSigned: boolean): string {
  const { number, at, durationMs, retryAt = 0 } = attempt;
  const seconds = Math.round((retryAt - at - durationMs) / 100) / 10;
  return `attempt ${number}: ${outcomeOf(attempt, isSigned)}; again in ${seconds} s`;
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

/**
 * The totals of several deliveries, on one line.
 *
 * @param ended how many deliveries have ended
 * @param failures how many of them failed, by {@link failureOf}
 */
export function describeTotals(ended: number, failures: ReadonlyMap<string, number>): string {
  const failed = [...failures.values()].reduce((sum, count) => sum + count, 0);
  if (failed === 0) return `${ended} delivered.`;
  const reasons = [...failures].map(([failure, count]) => `${failure} × ${count}`);
  return `${ended - failed} delivered, ${failed} failed: ${reasons.join(', ')}.`;
}
