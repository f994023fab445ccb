/**
 * Deliveries, as a row of the list and whole.
 *
 * @module mock-server/api/description/delivery
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
  optional,
  pairs,
  ref,
  type Schemas,
  text,
  time,
} from './words.ts';

const summary = {
  id: text('Its number since the first start, as text, from `1`.'),
  receivedAt: time('When it had arrived, in ISO 8601.'),
  method: text(),
  eventType: optional(text('The value of `event_type`, cut at 100 characters.')),
  robotId: optional(text()),
  robotName: optional(text('Cut at 200 characters.')),
  runId: optional(text()),
  runStatus: optional(text('Status of the run.')),
  shape: ref('Shape'),
  signature: ref('SignatureState'),
  expectedStatus: count('HTTP status that the verdict calls for.'),
  status: nullable(
    count(),
    'HTTP status that was sent; `null` if there was none: not yet, or the connection was cut.',
  ),
  responseKind: ref('ResponseKind'),
  attempt: count('Which attempt at the same delivery this is, from 1.'),
  attempts: count('Attempts at the same delivery, later ones included.'),
  duplicate: flag('Whether the same delivery had been accepted before.'),
  contradiction: flag('Whether it differs from an earlier event of the same run.'),
  issues: count('Why the payload is not accepted: how many reasons.'),
  drift: count('Differences from the documented contract.'),
  quality: count('What in the run is unusual for its robot: how many findings.'),
  bytes: count('Bytes of the body.'),
  late: flag('Whether it came after its inbox, or the receiver, was closed.'),
  misdirected: flag('Whether it came to another path than that of the hook.'),
  level: ref('Level'),
  sentence: text('The verdict in a sentence.'),
};

export const delivery: Schemas = {
  ListQuery: object('Which part of the list. Both ids are exclusive.', {
    before: optional(count('Only deliveries older than this id.', { minimum: 1 })),
    after: optional(count('Only deliveries newer than this id.', { minimum: 1 })),
    limit: optional(count('At most this many; 200 by default.', { minimum: 1, maximum: 1000 })),
  }),
  DeliveryList: object('A part of the list, newest first.', {
    deliveries: list(ref('DeliverySummary')),
    hasMore: flag('Whether there are older ones: ask again with `before` and the last id.'),
    lastEventId: text('Open the event stream with `?lastEventId=` this one to miss nothing.'),
  }),
  Shape: text('The shape of a payload; `unknown` also for what is not JSON.', {
    'x-type': "'documented' | ObservedShape | OtherShape | 'unknown'",
  }),
  SignatureState: oneOf(
    ['valid', 'invalid', 'missing', 'unchecked'],
    'What was found of the signature: `unchecked` if no secret is configured, or the body was not read whole.',
  ),
  Level: oneOf(['good', 'notice', 'bad'], 'The verdict at first sight: good, worth a look, or wrong.'),
  ResponseKind: oneOf(
    ['reply', 'pending', 'hang', 'reset', 'close', 'malformed', 'slow-body', 'aborted'],
    'What happened on the connection: a whole response, none yet, a fault of a script, or a sender that was gone before the response.',
  ),
  DeliverySummary: object('One delivery, for a row of the list.', summary),
  DeliveryDetail: object('One delivery, whole.', {
    ...summary,
    url: text('Path and query, as sent; secrets masked.'),
    rawHeaders: list(text(), 'Names and values in turn, as they were on the wire; secrets masked.'),
    body: text('Text of the body; what is not UTF-8 as U+FFFD. The exact bytes are at `bodyPath`.'),
    bodyPath: text('Where the exact bytes are, below `/__mock/`.'),
    isUtf8: flag(),
    isComplete: flag('Whether the body was read whole. One that was not is neither forwarded nor replayed.'),
    isJson: flag(
      'Whether the body is JSON. Then its normalised form, which is what handlers get, is at `…/run`.',
    ),
    verdict: ref('Verdict'),
    response: ref('DeliveryResponse'),
    attemptsSeen: list(
      ref('DeliverySummary'),
      'All attempts at the same delivery, this one included, oldest first.',
    ),
    sameRun: list(ref('DeliverySummary'), 'Other events of the same run, oldest first.'),
  }),
  DeliveryResponse: object('How a delivery was answered.', {
    kind: ref('ResponseKind'),
    by: oneOf(
      ['verdict', 'script', 'forward', 'endpoint'],
      'Who decided: the verdict, a script, the endpoint that the delivery was forwarded to, or the endpoint that was probed.',
    ),
    status: nullable(count(), '`null` if no status line was sent, or not yet.'),
    headers: pairs('By name in lower case; several of one name joined with a comma.'),
    body: text('Text of the body, cut at 64 KiB.'),
    durationMs: nullable(
      number(),
      'Milliseconds from arrival to the end of the response; `null` while it is pending.',
    ),
  }),
  FixtureFile: object(
    'A delivery as a file for a test: its headers without the signature, and its payload.',
    {
      shape: ref('Shape'),
      headers: pairs(),
      payload: anything('The parsed payload; if the body is not JSON, its text.'),
    },
  ),
  Har: object('An HTTP archive 1.2: http://www.softwareishard.com/blog/har-12-spec/', {
    log: object(undefined, {
      version: text(),
      creator: object(undefined, { name: text(), version: text() }),
      entries: list(anything()),
    }),
  }),
  Cleared: object('Answered to a clearing.', { cleared: count('How many deliveries were forgotten.') }),
};
