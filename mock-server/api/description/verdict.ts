/**
 * What the receiver says of a delivery.
 *
 * @module mock-server/api/description/verdict
 */
import * as t from './words.ts';

const finding = {
  path: t.text('JSON pointer (RFC 6901) to the place.'),
  expected: t.text('What the contract has there.'),
  found: t.text('What was found, described, and cut short if it is long.'),
  message: t.text('The whole finding in one sentence.'),
};
const issueKinds = ['missing', 'type', 'enum', 'format', 'limit', 'event'];

export const verdict: t.Schemas = {
  Verdict: t.object(
    'What the receiver says of a delivery. The same in tests, on the command line, in this API and on the page.',
    {
      level: t.ref('Level'),
      sentence: t.text('The whole verdict in a sentence.'),
      fix: t.optional(t.text('What to do about it, if there is something to do.')),
      expectedStatus: t.count('HTTP status that the verdict calls for; a script may have sent another one.'),
      shape: t.ref('Shape'),
      issues: t.list(
        t.ref('VerdictIssue'),
        'Why the payload is of no accepted shape; empty if it is of one.',
      ),
      drift: t.list(t.ref('VerdictDrift'), 'Every difference from the documented contract.'),
      refusal: t.optional(
        t.text('Why the request is refused before its payload is looked at, in a sentence.'),
      ),
      code: t.optional(t.code('The code of the refusal, or of a signature that is wrong.')),
      signature: t.ref('SignatureVerdict'),
      duplicateKeys: t.list(t.text(), 'JSON pointers to keys that occur twice in one object.'),
      attempt: t.ref('AttemptVerdict'),
      ageMs: t.optional(
        t.number(
          'Milliseconds from the `timestamp` of the envelope to arrival; absent if it cannot be read.',
        ),
      ),
      contradictions: t.list(
        t.ref('Contradiction'),
        'Where this event differs from an earlier one of the same run.',
      ),
      quality: t.list(
        t.text(),
        'What in the run is unusual for its robot, by the earlier runs; each in a sentence.',
      ),
    },
  ),
  VerdictIssue: t.object('One reason why a payload is not accepted.', {
    ...finding,
    kind: t.oneOf(issueKinds),
    hint: t.optional(t.text('What is likely meant and what to do.')),
  }),
  VerdictDrift: t.object('One difference from the documented contract.', {
    ...finding,
    kind: t.text('As that of an issue, or `extra`, `duplicate`, `imprecise`.'),
  }),
  SignatureVerdict: t.object('What was found of the signature.', {
    state: t.ref('SignatureState'),
    code: t.optional(t.code('Why it is not valid.')),
    id: t.optional(t.text('`webhook-id`, if the signature is valid.')),
    timestamp: t.optional(t.count('`webhook-timestamp` in Unix seconds, if the signature is valid.')),
    explanation: t.optional(t.ref('SignatureExplanation')),
  }),
  SignatureExplanation: t.object(
    'What was signed, what came, and what the sender probably did instead. No secret is in it.',
    {
      message: t.text('What was found, what was expected, what to do.'),
      signedContent: t.text(
        'What has to be signed, with a placeholder for the body; empty if a header is unusable.',
      ),
      bodyBytes: t.count(),
      signatures: t.list(
        t.object(undefined, { version: t.text(), usable: t.flag() }),
        'Each signature that came, in its order.',
      ),
      secrets: t.list(
        t.object(undefined, { index: t.count(), version: t.oneOf(['v1', 'v1a']), matched: t.flag() }),
        'Each secret of the receiver, in its order.',
      ),
      guesses: t.list(
        t.object(undefined, { name: t.text(), matched: t.flag(), advice: t.text() }),
        'What the sender may have done instead, and whether that gives one of the signatures.',
      ),
      untried: t.list(t.text(), 'Guesses that were not tried, because the body is too large.'),
    },
  ),
  AttemptVerdict: t.object(
    'The attempts at the same delivery: same `webhook-id`, or same subscription, event type and run.',
    {
      number: t.count('Which attempt this is, from 1.'),
      seen: t.count('Attempts that have arrived so far.'),
      duplicate: t.flag(
        'Whether an earlier attempt was accepted, so that this one is a duplicate and not a retry.',
      ),
      sameBytes: t.optional(
        t.flag('Whether the bytes are those of the attempt before; absent for the first.'),
      ),
      sinceLastMs: t.optional(t.number('Milliseconds since the attempt before; absent for the first.')),
      key: t.text('What identifies the delivery.'),
      source: t.oneOf(['webhook-id', 'payload'], 'Where the key comes from: a signed id, or the payload.'),
    },
  ),
  Contradiction: t.object('A field of the run in which an earlier event differs.', {
    deliveryId: t.text('Id of the earlier delivery.'),
    field: t.text('Field of the normalised run, such as `status` or `error.message`.'),
    earlier: t.text('What the earlier one says, described, and cut short if it is long.'),
    later: t.text('What this one says.'),
    message: t.text(),
  }),
};
