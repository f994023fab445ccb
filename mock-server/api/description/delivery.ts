/**
 * Deliveries, as a row of the list and whole.
 *
 * @module mock-server/api/description/delivery
 */
import * as t from './words.ts';

const summary = {
  id: t.text('Its number since the first start, as text, from `1`.'),
  receivedAt: t.time('When it had arrived, in ISO 8601.'),
  method: t.text(),
  eventType: t.optional(t.text('The value of `event_type`, cut at 100 characters.')),
  robotId: t.optional(t.text()),
  robotName: t.optional(t.text('Cut at 200 characters.')),
  runId: t.optional(t.text()),
  runStatus: t.optional(t.text('Status of the run.')),
  shape: t.ref('Shape'),
  signature: t.ref('SignatureState'),
  expectedStatus: t.count('HTTP status that the verdict calls for.'),
  status: t.nullable(
    t.count(),
    'HTTP status that was sent; `null` if there was none: not yet, or the connection was cut.',
  ),
  responseKind: t.ref('ResponseKind'),
  attempt: t.count('Which attempt at the same delivery this is, from 1.'),
  attempts: t.count('Attempts at the same delivery, later ones included.'),
  duplicate: t.flag('Whether the same delivery had been accepted before.'),
  contradiction: t.flag('Whether it differs from an earlier event of the same run.'),
  issues: t.count('Why the payload is not accepted: how many reasons.'),
  drift: t.count('Differences from the documented contract.'),
  quality: t.count('What in the run is unusual for its robot: how many findings.'),
  bytes: t.count('Bytes of the body.'),
  late: t.flag('Whether it came after its inbox, or the receiver, was closed.'),
  misdirected: t.flag('Whether it came to another path than that of the hook.'),
  level: t.ref('Level'),
  sentence: t.text('The verdict in a sentence.'),
};

export const delivery: t.Schemas = {
  ListQuery: t.object('Which part of the list. Both ids are exclusive.', {
    before: t.optional(t.count('Only deliveries older than this id.', { minimum: 1 })),
    after: t.optional(t.count('Only deliveries newer than this id.', { minimum: 1 })),
    limit: t.optional(t.count('At most this many; 200 by default.', { minimum: 1, maximum: 1000 })),
  }),
  DeliveryList: t.object('A part of the list, newest first.', {
    deliveries: t.list(t.ref('DeliverySummary')),
    hasMore: t.flag('Whether there are older ones: ask again with `before` and the last id.'),
    lastEventId: t.text('Open the event stream with `?lastEventId=` this one to miss nothing.'),
  }),
  Shape: t.text('The shape of a payload; `unknown` also for what is not JSON.', {
    'x-type': "'documented' | ObservedShape | OtherShape | 'unknown'",
  }),
  SignatureState: t.oneOf(
    ['valid', 'invalid', 'missing', 'unchecked'],
    'What was found of the signature: `unchecked` if no secret is configured, or the body was not read whole.',
  ),
  Level: t.oneOf(['good', 'notice', 'bad'], 'The verdict at first sight: good, worth a look, or wrong.'),
  ResponseKind: t.oneOf(
    ['reply', 'pending', 'hang', 'reset', 'close', 'malformed', 'slow-body', 'aborted'],
    'What happened on the connection: a whole response, none yet, a fault of a script, or a sender that was gone before the response.',
  ),
  DeliverySummary: t.object('One delivery, for a row of the list.', summary),
  DeliveryDetail: t.object('One delivery, whole.', {
    ...summary,
    url: t.text('Path and query, as sent; secrets masked.'),
    rawHeaders: t.list(t.text(), 'Names and values in turn, as they were on the wire; secrets masked.'),
    body: t.text('Text of the body; what is not UTF-8 as U+FFFD. The exact bytes are at `bodyPath`.'),
    bodyPath: t.text('Where the exact bytes are, below `/__mock/`.'),
    isUtf8: t.flag(),
    isComplete: t.flag(
      'Whether the body was read whole. One that was not is neither forwarded nor replayed.',
    ),
    isJson: t.flag(
      'Whether the body is JSON. Then its normalised form, which is what handlers get, is at `…/run`.',
    ),
    verdict: t.ref('Verdict'),
    response: t.ref('DeliveryResponse'),
    attemptsSeen: t.list(
      t.ref('DeliverySummary'),
      'All attempts at the same delivery, this one included, oldest first.',
    ),
    sameRun: t.list(t.ref('DeliverySummary'), 'Other events of the same run, oldest first.'),
  }),
  DeliveryResponse: t.object('How a delivery was answered.', {
    kind: t.ref('ResponseKind'),
    by: t.oneOf(
      ['verdict', 'script', 'forward', 'endpoint'],
      'Who decided: the verdict, a script, the endpoint that the delivery was forwarded to, or the endpoint that was probed.',
    ),
    status: t.nullable(t.count(), '`null` if no status line was sent, or not yet.'),
    headers: t.pairs('By name in lower case; several of one name joined with a comma.'),
    body: t.text('Text of the body, cut at 64 KiB.'),
    durationMs: t.nullable(
      t.number(),
      'Milliseconds from arrival to the end of the response; `null` while it is pending.',
    ),
  }),
  FixtureFile: t.object(
    'A delivery as a file for a test: its headers without the signature, and its payload.',
    {
      shape: t.ref('Shape'),
      headers: t.pairs(),
      payload: t.anything('The parsed payload; if the body is not JSON, its text.'),
    },
  ),
  Har: t.object('An HTTP archive 1.2: http://www.softwareishard.com/blog/har-12-spec/', {
    log: t.object(undefined, {
      version: t.text(),
      creator: t.object(undefined, { name: t.text(), version: t.text() }),
      entries: t.list(t.anything()),
    }),
  }),
  Cleared: t.object('Answered to a clearing.', { cleared: t.count('How many deliveries were forgotten.') }),
};
