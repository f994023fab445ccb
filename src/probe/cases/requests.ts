/**
 * Requests that are not deliveries as they should be: each needs an answer, and none may stop the server.
 *
 * @module probe/cases/requests
 */
import { gzipSync } from 'node:zlib';
import { bytesOf, payload } from '../deliveries.ts';
import { type CaseGroup, caseGroup, fail, pass, type ProbeCase } from '../probe-case.ts';
import {
  answers,
  describeAnswer,
  expectAccepted,
  expectAnswered,
  expectRefused,
  isAccepted,
} from '../verdicts.ts';

const CRASH =
  'A 5xx makes every sender try again what can never succeed, and hides real failures in your alerts.';
const DEPTH = 2_000;
/** Milliseconds that a forged body of 64 kB may cost. */
const FORGED_LIMIT_MS = 2_000;

/** Sends a request without a body, and expects that it does not count as delivered. */
function notDelivered(method: 'GET' | 'HEAD'): ProbeCase['run'] {
  return async ({ deliveries, settings: { authorization } }) =>
    expectRefused(await deliveries.raw({ method, headers: { authorization } }));
}

function nested(levels: number): Buffer {
  return Buffer.from(`{"event_type":"run_completed","data":${'['.repeat(levels)}${']'.repeat(levels)}}`);
}

const common = { severity: 'minor', topic: 'answer', dependsOn: ['accepted'] } as const;

/** Odd requests. */
export const requests: CaseGroup = caseGroup('odd requests', common, [
  {
    id: 'get',
    name: 'GET is not a delivery',
    severity: 'major',
    why: 'A redirect (301, 302, 303) turns the POST into an empty GET. Where that gets 2xx, Maxun counts it as delivered, and the event is lost.',
    fix: 'Answer 405 to every method but POST.',
    topic: 'method',
    run: notDelivered('GET'),
  },
  {
    id: 'head',
    name: 'HEAD is not a delivery',
    dependsOn: ['accepted', 'get'],
    why: 'Frameworks answer HEAD by the route of GET: a 2xx says that there is one.',
    fix: 'Answer 405 to every method but POST.',
    topic: 'method',
    run: notDelivered('HEAD'),
  },
  {
    id: 'invalid-utf8',
    name: 'Invalid UTF-8 gets an answer',
    dependsOn: ['accepted', 'not-json'],
    why: CRASH,
    fix: 'Decode strictly inside the try block that parses, and answer 400.',
    run: answers(() => ({ content: Buffer.from('{"event_type":"run_completed","x":"\xff\xfe"}', 'latin1') })),
  },
  {
    id: 'wrong-content-type',
    name: 'Another content type gets an answer',
    why: CRASH,
    fix: 'Answer 415, or read the body as JSON whatever its type says.',
    run: answers(() => ({ headers: { 'content-type': 'text/plain' } })),
  },
  {
    id: 'missing-content-type',
    name: 'A missing content type gets an answer',
    why: CRASH,
    fix: 'Answer 415, or read the body as JSON whatever its type says.',
    run: answers(() => ({ headers: { 'content-type': undefined } })),
  },
  {
    id: 'gzip',
    name: 'A compressed body gets an answer',
    why: `${CRASH} A compressed body of 10 kB can hold 10 MB.`,
    fix: 'Answer 415 to a `content-encoding` other than identity.',
    run: answers(() => ({ content: gzipSync(bytesOf(payload())), headers: { 'content-encoding': 'gzip' } })),
  },
  {
    id: 'not-an-object',
    name: 'JSON that is not an object gets an answer',
    dependsOn: ['accepted', 'not-json'],
    requests: 3,
    why: `${CRASH} \`null.event_type\` throws.`,
    fix: 'Check that the payload is an object before you read its fields.',
    async run({ deliveries }) {
      const bodies = ['null', '[]', '"run_completed"'];
      const exchanges = [];
      for (const body of bodies) exchanges.push(await deliveries.post(Buffer.from(body)));
      return expectAnswered(...exchanges);
    },
  },
  {
    id: 'missing-data',
    name: 'An event without data gets an answer',
    dependsOn: ['accepted', 'not-an-object'],
    why: `${CRASH} \`payload.data.run_id\` throws.`,
    fix: 'Check that `data` is an object before you read its fields.',
    run: answers(() => ({ content: { event_type: 'run_completed', timestamp: new Date().toISOString() } })),
  },
  {
    id: 'deep-nesting',
    name: 'Deep nesting gets an answer',
    why: `${CRASH} Code that calls itself for each level overflows the stack.`,
    fix: 'Limit the depth (ours: 128 levels) before you walk over a payload.',
    run: answers(() => ({ content: nested(DEPTH) })),
  },
  {
    id: 'prototype-keys',
    name: 'Keys such as `__proto__` change nothing',
    severity: 'major',
    requests: 2,
    why: 'Code that merges a payload into an object can change every object of the process.',
    fix: 'Do not merge payloads; copy the fields that you need.',
    async run({ deliveries }) {
      const keys = '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}';
      const json = JSON.stringify(payload()).replace('"metadata":{', `"metadata":{"keys":${keys},`);
      const first = expectAnswered(await deliveries.post(Buffer.from(json)));
      return first.outcome === 'failed' ? first : expectAccepted(await deliveries.post(payload()));
    },
  },
  {
    id: 'forged-nesting',
    name: '64 kB of forged nesting are answered at once',
    severity: 'major',
    level: 'signed',
    why: 'Whoever knows the URL can send this: parsing before verifying lets strangers spend your CPU and your stack.',
    fix: 'Verify before you parse.',
    topic: 'verify',
    dependsOn: ['accepted', 'signature-missing', 'signature-wrong-secret'],
    async run({ deliveries }) {
      const exchange = await deliveries.post(nested(32_000), { signature: () => `v1,${'A'.repeat(43)}=` });
      const { durationMs, status = 500 } = exchange.received;
      if (!isAccepted(exchange) && status < 500 && durationMs < FORGED_LIMIT_MS) return pass(exchange);
      return fail(
        `Expected 4xx within ${FORGED_LIMIT_MS} ms, got ${describeAnswer(exchange)} after ${Math.round(durationMs)} ms.`,
        exchange,
      );
    },
  },
]);
