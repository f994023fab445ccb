/**
 * Connections that are cut, many, used again or slow.
 *
 * @module probe/cases/connections
 */
import { bytesOf, payload } from '../deliveries.ts';
import { type CaseGroup, caseGroup, fail, pass } from '../probe-case.ts';
import { accepts, describeAnswer, expectAccepted, isAccepted } from '../verdicts.ts';

/** How long an endpoint may wait for the rest of a body, in milliseconds. */
const DRIP_LIMIT_MS = 25_000;
const AT_ONCE = 20;

const common = { topic: 'connections', dependsOn: ['accepted'] } as const;

/** Connections. */
export const connections: CaseGroup = caseGroup('connections', common, [
  {
    id: 'upload-cut',
    name: 'A body that stops half-way does no harm',
    severity: 'major',
    requests: 2,
    why: 'Networks break in the middle of a body. An error that nobody catches ends the process.',
    fix: 'Listen to the error of the request, and drop what is not whole.',
    async run({ deliveries, effects }) {
      const body = bytesOf(payload());
      const { count, result } = await effects.during(1, async () => {
        await deliveries.post(body, { cutAfterBytes: body.length - 20 });
        return deliveries.post(payload());
      });
      const judgement = expectAccepted(result);
      if (judgement.outcome === 'failed' || !effects.areVisible || count === 1) return judgement;
      return fail(`Expected 1 handled after the cut, counted ${count}.`, result);
    },
  },
  {
    id: 'at-once',
    name: `${AT_ONCE} deliveries at once are accepted`,
    severity: 'major',
    requests: AT_ONCE,
    why: 'Robots on one schedule end together: Maxun sends to all webhooks at once, and retries meet as well.',
    fix: 'Answer before the work, and take as many at once as your pool of connections and workers allows.',
    async run({ deliveries }) {
      const posts = Array.from({ length: AT_ONCE }, async () => deliveries.post(payload()));
      return expectAccepted(...(await Promise.all(posts)));
    },
  },
  {
    id: 'keep-alive',
    name: 'A connection can be used again',
    severity: 'minor',
    requests: 3,
    why: 'Senders keep connections. An answer that leaves a part of the body unread spoils the request after it.',
    fix: 'Read or discard the whole body before you answer, or close the connection.',
    async run({ deliveries }) {
      const first = await deliveries.post(payload());
      await deliveries.post(Buffer.from('{'));
      return expectAccepted(first, await deliveries.post(payload()));
    },
  },
]);

/** Slow uploads: a group of their own, since a right endpoint takes many seconds over them. */
export const slowUploads: CaseGroup = caseGroup('slow uploads', common, [
  {
    id: 'upload-slow',
    name: 'A slow but honest upload is accepted',
    severity: 'minor',
    why: 'A page of megabytes over a slow line takes seconds.',
    fix: 'Give a body some seconds to arrive.',
    run: accepts(() => ({ drip: { bytes: 200, everyMs: 300 } })),
  },
  {
    id: 'upload-dripped',
    name: 'A body that drips for ever is cut off',
    severity: 'minor',
    why: 'A handful of senders that send a byte now and then can hold every worker of a server.',
    fix: 'Give a body at most 15 s or so to arrive: `requestTimeout` in Node, a timeout of the worker or the proxy elsewhere.',
    async run({ deliveries, settings }) {
      const body = bytesOf({ ...payload(), padding: 'x'.repeat(4_096) });
      const timeoutMs = Math.min(DRIP_LIMIT_MS, settings.deadlineMs / 2);
      const exchange = await deliveries.post(body, { drip: { bytes: 1, everyMs: 250 }, timeoutMs });
      if (exchange.received.error !== 'timeout' && !isAccepted(exchange)) return pass(exchange);
      return fail(
        `Expected to be cut off within ${timeoutMs / 1000} s, got ${describeAnswer(exchange)}.`,
        exchange,
      );
    },
  },
]);
