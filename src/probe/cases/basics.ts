/**
 * Whether anything arrives at all: everything else depends on it.
 *
 * @module probe/cases/basics
 */
import { payload } from '../deliveries.ts';
import { type CaseGroup, caseGroup, fail, pass } from '../probe-case.ts';
import { accepts, describeAnswer, expectAccepted, refuses } from '../verdicts.ts';

/** The share of Maxun's timeout that a handler may use: 25 s of 30 s. */
const USABLE_SHARE = 25 / 30;

const common = { topic: 'answer', dependsOn: ['accepted'] } as const;

/** The first cases. */
export const basics: CaseGroup = caseGroup('basics', common, [
  {
    id: 'reachable',
    name: 'The endpoint answers',
    severity: 'blocker',
    why: 'Maxun tries three times within 15 seconds and then forgets the event.',
    fix: 'Start the server, and check host, port and path. Inside Docker, `localhost` is the container itself.',
    topic: 'general',
    dependsOn: ['tls-expiry', 'tls-host', 'tls-trusted'],
    async run({ deliveries }) {
      const exchange = await deliveries.post(payload());
      if (exchange.received.status !== undefined) return pass(exchange);
      return fail(`Expected an answer, got ${describeAnswer(exchange)}.`, exchange);
    },
  },
  {
    id: 'redirect',
    name: 'The URL does not redirect',
    severity: 'blocker',
    why: 'Maxun follows redirects: 301, 302 and 303 turn its POST into an empty GET, whose 200 counts as delivered. Signed senders follow none.',
    fix: 'Give the webhook the final URL: https, with or without the slash at its end, as the server wants it.',
    topic: 'general',
    dependsOn: ['reachable'],
    async run({ deliveries }) {
      const exchange = await deliveries.post(payload());
      const { status = 0, headers } = exchange.received;
      if (status < 300 || status >= 400) return pass(exchange);
      return fail(`Expected no redirect, got ${status} to ${headers['location'] ?? 'nowhere'}.`, exchange);
    },
  },
  {
    id: 'accepted',
    name: 'A right delivery is accepted',
    severity: 'blocker',
    why: 'Every answer but 2xx is a failed attempt, and after three of them stock Maxun drops the event.',
    fix: 'Verify the signature over the raw body, before any parser; check that both sides have the same secret or token; answer 200.',
    topic: 'verify',
    dependsOn: ['redirect'],
    run: accepts(),
  },
  {
    id: 'latency',
    name: 'It answers before Maxun gives up',
    severity: 'critical',
    why: 'Maxun waits 30 s by default, then sends again: a handler that takes longer does its work three times. 25 s leave room for the network.',
    fix: 'Store the delivery, answer 200, and do the work afterwards.',
    dependsOn: ['reachable'],
    async run({ deliveries, settings }) {
      const limitMs = settings.timeoutMs * USABLE_SHARE;
      const exchange = await deliveries.post(payload());
      const { durationMs } = exchange.received;
      if (durationMs <= limitMs) return pass(exchange);
      const found = `${describeAnswer(exchange)}, after ${Math.round(durationMs)} ms`;
      return fail(`Expected an answer within ${Math.round(limitMs)} ms, got ${found}.`, exchange);
    },
  },
  {
    id: 'not-json',
    name: 'A body that is not JSON is refused',
    severity: 'major',
    why: 'An endpoint that answers 2xx to what it could not read loses events in silence; 5xx makes the sender repeat what can never succeed.',
    fix: 'Parse inside a try block, and answer 400 when it fails. Never answer 200 from an error handler.',
    run: refuses(() => ({ content: Buffer.from('{"event_type":"run_completed",') })),
  },
  {
    id: 'empty-body',
    name: 'An empty body is refused',
    severity: 'minor',
    why: 'A proxy or a redirect can lose the body: a 2xx to nothing counts as delivered.',
    fix: 'Answer 400 to a delivery without a body.',
    dependsOn: ['not-json'],
    run: refuses(() => ({ content: Buffer.alloc(0) })),
  },
  {
    id: 'still-accepts',
    name: 'After a wrong request, right ones are accepted',
    severity: 'critical',
    why: 'A server that a broken body stops loses every event after it.',
    fix: 'Catch errors for each request; end no process because of one.',
    requests: 2,
    async run({ deliveries }) {
      await deliveries.post([]);
      return expectAccepted(await deliveries.post(payload()));
    },
  },
]);
