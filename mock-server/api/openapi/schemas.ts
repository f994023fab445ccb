/**
 * What the control API takes and answers, as JSON Schema. The types are in `mock-server/api/types.ts`; a test holds both
 * against what is really answered.
 *
 * @module mock-server/api/openapi/schemas
 */
import {
  anything,
  count,
  flag,
  list,
  nullable,
  number,
  object,
  oneOf,
  pairs,
  ref,
  type Schema,
  text,
  time,
} from './schema.ts';

const ANSWER_KINDS = ['reply', 'pending', 'hang', 'reset', 'close', 'malformed', 'slow-body', 'aborted'];
const signature = oneOf('valid', 'invalid', 'missing', 'unchecked');
const level = oneOf('good', 'notice', 'bad');
const signing = oneOf('sign', 'as-received', 'unsigned');

const SUMMARY = {
  id: text,
  receivedAt: time,
  method: text,
  shape: text,
  signature,
  status: nullable(count),
  answer: oneOf(...ANSWER_KINDS),
  attempt: count,
  attempts: count,
  duplicate: flag,
  contradiction: flag,
  issues: count,
  drift: count,
  bytes: count,
  late: flag,
  level,
  sentence: text,
};

const SUMMARY_OPTIONAL = {
  eventType: text,
  robotId: text,
  robotName: text,
  runId: text,
  runStatus: text,
};

const finding = { path: text, kind: text, expected: text, found: text, message: text };

/** Everything about deliveries. */
const deliveries: Readonly<Record<string, Schema>> = {
  DeliverySummary: object(SUMMARY, SUMMARY_OPTIONAL),
  DeliveryList: object({ deliveries: list(ref('DeliverySummary')), hasMore: flag, lastEventId: text }),
  DeliveryDetail: object(
    {
      ...SUMMARY,
      url: text,
      rawHeaders: list(text),
      body: text,
      isUtf8: flag,
      verdict: ref('Verdict'),
      answered: ref('Answer'),
      attemptsSeen: list(ref('DeliverySummary')),
      sameRun: list(ref('DeliverySummary')),
    },
    { ...SUMMARY_OPTIONAL, run: anything },
  ),
  Verdict: object(
    {
      level,
      sentence: text,
      status: count,
      shape: text,
      issues: list(object(finding, { hint: text })),
      drift: list(object(finding, { hint: text })),
      signature: object(
        { state: signature },
        { code: text, id: text, timestamp: count, explanation: anything },
      ),
      duplicateKeys: list(text),
      attempt: ref('AttemptVerdict'),
      contradictions: list(
        object({ deliveryId: text, field: text, earlier: text, later: text, message: text }),
      ),
    },
    { fix: text, refusal: text, code: text, ageMs: number },
  ),
  AttemptVerdict: object(
    { number: count, seen: count, duplicate: flag, key: text, source: oneOf('webhook-id', 'payload') },
    { sameBytes: flag, sinceLastMs: number },
  ),
  Answer: object({
    kind: oneOf(...ANSWER_KINDS),
    by: oneOf('verdict', 'script', 'forward'),
    status: nullable(count),
    headers: pairs,
    body: text,
    durationMs: nullable(number),
  }),
  FixtureFile: object({ shape: text, headers: pairs, payload: anything }),
  Cleared: object({ cleared: count }),
};

/** Everything about sending and scripts. */
const actions: Readonly<Record<string, Schema>> = {
  ReplayRequest: object({}, { url: text, signing, secret: text }),
  SendRequest: object(
    {},
    {
      fixture: text,
      fault: text,
      payload: anything,
      body: text,
      set: anything,
      url: text,
      signing,
      secret: text,
    },
  ),
  SendResult: object(
    { ok: flag, url: text, status: nullable(count), headers: pairs, body: text, durationMs: number },
    { error: ref('ApiError') },
  ),
  FixtureList: object({
    fixtures: list(object({ name: text, eventType: text, shape: text, title: text, payload: anything })),
    faults: list(object({ name: text, title: text })),
  }),
  ForwardRequest: object({ url: nullable(text) }),
  ForwardState: object({ url: nullable(text) }),
  ScriptAction: object(
    { type: oneOf('reply', 'pass', 'hang', 'reset', 'close', 'malformed', 'slow-body', 'redirect') },
    { status: count, headers: pairs, body: anything, intervalMs: number, location: text },
  ),
  ScriptFilter: object(
    {},
    { eventType: text, robot: text, runId: text, method: text, predicate: { const: true } },
  ),
  ScriptStep: object({ action: ref('ScriptAction') }, stepFields()),
  ScriptRequest: object({}, { steps: list(ref('ScriptStep')), preset: text }),
  ScriptState: object({
    steps: list(object({ action: ref('ScriptAction'), title: text, used: count }, stepFields())),
  }),
  PresetList: object({
    presets: list(object({ name: text, title: text, description: text, steps: list(ref('ScriptStep')) })),
  }),
};

function stepFields(): Record<string, Schema> {
  return {
    when: ref('ScriptFilter'),
    times: { anyOf: [{ type: 'integer', minimum: 1 }, { const: 'always' }] },
    delayMs: number,
  };
}

/** Everything about the receiver itself. */
const receiver: Readonly<Record<string, Schema>> = {
  ReceiverInfo: object(
    {
      version: text,
      startedAt: time,
      csrfToken: text,
      urls: list(object({ label: text, url: text, reachable: flag }, { hint: text })),
      strict: flag,
      secrets: list(text),
      forward: ref('ForwardState'),
      limits: object({ maxDeliveries: number, maxBytes: number, maxBodyBytes: number }),
    },
    { token: text, store: text },
  ),
  Health: object({ ok: { const: true } }),
  Stats: object({ arrived: count, kept: count, dropped: count, bytes: count, late: count, listeners: count }),
  ApiError: object({ error: text }, { code: text }),
  Har: {
    type: 'object',
    description: 'An HTTP archive 1.2: http://www.softwareishard.com/blog/har-12-spec/',
    required: ['log'],
  },
};

/** Every schema, by its name. */
export const schemas: Readonly<Record<string, Schema>> = { ...receiver, ...deliveries, ...actions };
