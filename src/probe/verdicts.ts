/**
 * What an answer means: accepted, refused, or wrong.
 *
 * @module probe/verdicts
 */
import type { Exchange } from './client.ts';
import { type DeliveryOptions, payload } from './deliveries.ts';
import { type CaseContext, fail, type Judgement, pass, type ProbeCase } from './probe-case.ts';

/** Whether the answer is 2xx: the delivery counts as delivered. */
export function isAccepted({ received: { status = 0 } }: Exchange): boolean {
  return status >= 200 && status < 300;
}

/** Whether the answer is 4xx: the sender is told that the request is wrong. */
function isRefused({ received: { status = 0 } }: Exchange): boolean {
  return status >= 400 && status < 500;
}

/** An answer in a few words. */
export function describeAnswer({ received: { status, error, durationMs } }: Exchange): string {
  return status === undefined
    ? `no answer (${error ?? 'closed'}) after ${Math.round(durationMs)} ms`
    : `${status}`;
}

type Expectation = (...exchanges: readonly Exchange[]) => Judgement;

/** The first exchange that is not as it should be fails the case. */
function expecting(what: string, isRight: (exchange: Exchange) => boolean): Expectation {
  return (...exchanges) => {
    const wrong = exchanges.find((exchange) => !isRight(exchange));
    if (wrong === undefined) return pass(exchanges.at(-1));
    return fail(`Expected ${what}, got ${describeAnswer(wrong)}.`, wrong);
  };
}

/** Each must be accepted. */
export const expectAccepted: Expectation = expecting('2xx', isAccepted);

/** Anything but 4xx fails: 2xx took what it must not, and 5xx asks the sender to send it again. */
export const expectRefused: Expectation = expecting('a refusal (4xx)', isRefused);

/** Takes 2xx and 4xx alike: only a crash, a redirect or silence fails. */
export const expectAnswered: Expectation = expecting(
  '2xx or 4xx',
  (exchange) => isAccepted(exchange) || isRefused(exchange),
);

/** One delivery: by default a right one. */
interface OneDelivery extends DeliveryOptions {
  readonly content?: Buffer | object;
}

/** Makes the `run` of a case that sends one delivery, and judges its answer. */
type SendOne = (make?: (context: CaseContext) => OneDelivery | Promise<OneDelivery>) => ProbeCase['run'];

function sendingOne(expect: Expectation): SendOne {
  return (make = () => ({})) =>
    async (context) => {
      const { content = payload(), ...options } = await make(context);
      return expect(await context.deliveries.post(content, options));
    };
}

/** Sends one delivery, which must be accepted. */
export const accepts: SendOne = sendingOne(expectAccepted);

/** Sends one delivery, which must be refused. */
export const refuses: SendOne = sendingOne(expectRefused);

/** Sends one delivery, which must get an answer. */
export const answers: SendOne = sendingOne(expectAnswered);
