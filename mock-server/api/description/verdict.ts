/**
 * What the receiver says of a delivery.
 *
 * @module mock-server/api/description/verdict
 */
import {
  code,
  count,
  flag,
  list,
  number,
  object,
  oneOf,
  optional,
  ref,
  type Schemas,
  text,
} from './words.ts';

const finding = {
  path: text('JSON pointer (RFC 6901) to the place.'),
  expected: text('What the contract has there.'),
  found: text('What was found, described, and cut short if it is long.'),
  message: text('The whole finding in one sentence.'),
};
const issueKinds = ['missing', 'type', 'enum', 'format', 'limit', 'event'];

export const verdict: Schemas = {
  Verdict: object(
    'What the receiver says of a delivery. The same in tests, on the command line, in this API and on the page.',
    {
      level: ref('Level'),
      sentence: text('The whole verdict in a sentence.'),
      fix: optional(text('What to do about it, if there is something to do.')),
      expectedStatus: count('HTTP status that the verdict calls for; a script may have sent another one.'),
      shape: ref('Shape'),
      issues: list(ref('VerdictIssue'), 'Why the payload is of no accepted shape; empty if it is of one.'),
      drift: list(ref('VerdictDrift'), 'Every difference from the documented contract.'),
      refusal: optional(text('Why the request is refused before its payload is looked at, in a sentence.')),
      code: optional(code('The code of the refusal, or of a signature that is wrong.')),
      signature: ref('SignatureVerdict'),
      duplicateKeys: list(text(), 'JSON pointers to keys that occur twice in one object.'),
      attempt: ref('AttemptVerdict'),
      ageMs: optional(
        number('Milliseconds from the `timestamp` of the envelope to arrival; absent if it cannot be read.'),
      ),
      contradictions: list(
        ref('Contradiction'),
        'Where this event differs from an earlier one of the same run.',
      ),
      quality: list(
        text(),
        'What in the run is unusual for its robot, by the earlier runs; each in a sentence.',
      ),
    },
  ),
  VerdictIssue: object('One reason why a payload is not accepted.', {
    ...finding,
    kind: oneOf(issueKinds),
    hint: optional(text('What is likely meant and what to do.')),
  }),
  VerdictDrift: object('One difference from the documented contract.', {
    ...finding,
    kind: text('As that of an issue, or `extra`, `duplicate`, `imprecise`.'),
  }),
  SignatureVerdict: object('What was found of the signature.', {
    state: ref('SignatureState'),
    code: optional(code('Why it is not valid.')),
    id: optional(text('`webhook-id`, if the signature is valid.')),
    timestamp: optional(count('`webhook-timestamp` in Unix seconds, if the signature is valid.')),
    explanation: optional(ref('SignatureExplanation')),
  }),
  SignatureExplanation: object(
    'What was signed, what came, and what the sender probably did instead. No secret is in it.',
    {
      message: text('What was found, what was expected, what to do.'),
      signedContent: text(
        'What has to be signed, with a placeholder for the body; empty if a header is unusable.',
      ),
      bodyBytes: count(),
      signatures: list(
        object(undefined, { version: text(), usable: flag() }),
        'Each signature that came, in its order.',
      ),
      secrets: list(
        object(undefined, { index: count(), version: oneOf(['v1', 'v1a']), matched: flag() }),
        'Each secret of the receiver, in its order.',
      ),
      guesses: list(
        object(undefined, { name: text(), matched: flag(), advice: text() }),
        'What the sender may have done instead, and whether that gives one of the signatures.',
      ),
      untried: list(text(), 'Guesses that were not tried, because the body is too large.'),
    },
  ),
  AttemptVerdict: object(
    'The attempts at the same delivery: same `webhook-id`, or same subscription, event type and run.',
    {
      number: count('Which attempt this is, from 1.'),
      seen: count('Attempts that have arrived so far.'),
      duplicate: flag(
        'Whether an earlier attempt was accepted, so that this one is a duplicate and not a retry.',
      ),
      sameBytes: optional(flag('Whether the bytes are those of the attempt before; absent for the first.')),
      sinceLastMs: optional(number('Milliseconds since the attempt before; absent for the first.')),
      key: text('What identifies the delivery.'),
      source: oneOf(['webhook-id', 'payload'], 'Where the key comes from: a signed id, or the payload.'),
    },
  ),
  Contradiction: object('A field of the run in which an earlier event differs.', {
    deliveryId: text('Id of the earlier delivery.'),
    field: text('Field of the normalised run, such as `status` or `error.message`.'),
    earlier: text('What the earlier one says, described, and cut short if it is long.'),
    later: text('What this one says.'),
    message: text(),
  }),
};
