/**
 * The same delivery more than once, and events of one run: judged by the effect where it can be seen.
 *
 * @module probe/cases/duplicates
 */
import type { Exchange } from '../client.ts';
import { bytesOf, type DeliveryOptions, newId, payload, secondsFromNow } from '../deliveries.ts';
import {
  type CaseContext,
  type CaseGroup,
  caseGroup,
  fail,
  type Judgement,
  notApplicable,
  pass,
  type ProbeCase,
} from '../probe-case.ts';
import { describeAnswer, expectAccepted, isAccepted } from '../verdicts.ts';

const BY_ANSWERS =
  'Judged by the answers alone: give --observe-url or --observe-header (`observe`) to see whether it was handled once.';
const TWICE =
  'Senders repeat what they got no answer to: Maxun up to three times, after its timeout. Without deduplication the work is done again.';
const FIX =
  'Remember the `webhook-id` of what was handled (without signatures: event type and run id), and answer 200 to a repetition without doing the work.';

/** Statuses by which an endpoint says that it is handling this delivery already. */
const BUSY = new Set([409, 425, 429, 503]);

/** Sends, and expects so many effects. */
async function handled(
  { effects }: CaseContext,
  expected: number,
  act: () => Promise<{ readonly judgement: Judgement; readonly exchanges: readonly Exchange[] }>,
): Promise<Judgement> {
  const { count, result } = await effects.during(expected, act);
  const { judgement, exchanges } = result;
  if (judgement.outcome === 'failed') return judgement;
  if (!effects.areVisible) return { ...judgement, reason: BY_ANSWERS };
  if (count === expected) return judgement;
  return fail(`Expected ${expected} handled, counted ${count}.`, exchanges.at(-1));
}

type Posted = readonly [content: Buffer | object, options?: DeliveryOptions];

/** One after the other, each to be accepted. */
function inTurn(expected: number, make: () => readonly Posted[]): ProbeCase['run'] {
  return async (context) =>
    handled(context, expected, async () => {
      const exchanges: Exchange[] = [];
      for (const posted of make()) exchanges.push(await context.deliveries.post(...posted));
      return { judgement: expectAccepted(...exchanges), exchanges };
    });
}

/** At least one is accepted, and the others are, or are told to come again. */
function judgeAtOnce(exchanges: readonly Exchange[]): Judgement {
  const wrong = exchanges.find((one) => !isAccepted(one) && !BUSY.has(one.received.status ?? 0));
  if (wrong !== undefined)
    return fail(`Expected 2xx, 409, 425, 429 or 503, got ${describeAnswer(wrong)}.`, wrong);
  if (exchanges.some(isAccepted)) return pass(exchanges.find(isAccepted));
  return fail('Expected one of ten to be accepted, and none was.', exchanges[0]);
}

/** Two events of one run. */
function ofOneRun(first: 'run_completed' | 'run_failed'): ProbeCase['run'] {
  return inTurn(2, () => {
    const completed = payload('extract-run');
    const { run_id: id } = completed['data'] as { run_id: string };
    const failed = payload('failed-run', { data: { run_id: id } });
    return first === 'run_completed' ? [[completed], [failed]] : [[failed], [completed]];
  });
}

const common = { topic: 'dedupe', severity: 'critical', dependsOn: ['accepted'], fix: FIX } as const;

/** Repetitions. */
export const duplicates: CaseGroup = caseGroup('duplicates', common, [
  {
    id: 'duplicate',
    name: 'The same delivery twice is handled once',
    requests: 2,
    why: TWICE,
    run: inTurn(1, () => {
      const same: Posted = [payload(), { id: newId(), timestamp: secondsFromNow(0) }];
      return [same, same];
    }),
  },
  {
    id: 'duplicate-fresh-timestamp',
    name: 'A retry with a fresh timestamp is handled once',
    dependsOn: ['accepted', 'duplicate'],
    level: 'signed',
    requests: 2,
    why: `${TWICE} Each attempt is signed anew, with a timestamp and a signature of its own; only the id stays.`,
    run: inTurn(1, () => {
      const event = payload();
      const id = newId();
      return [-9, 0].map((seconds) => [event, { id, timestamp: secondsFromNow(seconds) }] as const);
    }),
  },
  {
    id: 'duplicate-new-bytes',
    name: 'A repetition with other bytes is handled once',
    level: 'signed',
    dependsOn: ['accepted', 'duplicate', 'bytes-spaces'],
    severity: 'major',
    requests: 2,
    why: 'A sender that writes the event again changes spaces or the order of keys: the id says that it is the same, a hash of the body does not.',
    run: inTurn(1, () => {
      const event = payload();
      const options = { id: newId() };
      return [
        [event, options],
        [Buffer.from(JSON.stringify(event, undefined, 1)), options],
      ];
    }),
  },
  {
    id: 'duplicate-at-once',
    name: 'The same delivery ten times at once is handled once',
    dependsOn: ['accepted', 'duplicate'],
    severity: 'major',
    requests: 10,
    why: 'A retry can arrive while the first attempt is still being handled: looking first and writing later lets both through.',
    fix: 'Claim the id before the work, in one step: an INSERT with a unique key, or SET NX.',
    run: async (context) =>
      handled(context, 1, async () => {
        const body = bytesOf(payload());
        const same = { id: newId(), timestamp: secondsFromNow(0) };
        const exchanges = await Promise.all(
          Array.from({ length: 10 }, async () => context.deliveries.post(body, same)),
        );
        return { judgement: judgeAtOnce(exchanges), exchanges };
      }),
  },
  {
    id: 'distinct-deliveries',
    name: 'Two different deliveries are both handled',
    requests: 2,
    why: 'A key that is too coarse (the webhook, the robot, the minute) swallows events.',
    fix: 'Use `webhook-id` as the key; without signatures, event type and run id together.',
    run: inTurn(2, () => [[payload()], [payload()]]),
  },
  {
    id: 'completed-then-failed',
    name: 'A run that completes and then fails is taken twice',
    severity: 'major',
    requests: 2,
    why: 'Both events are about one run, and they are different: the run id alone is not a key.',
    fix: 'Make the event type part of the key.',
    run: ofOneRun('run_completed'),
  },
  {
    id: 'out-of-order',
    name: 'Events out of order are taken',
    severity: 'major',
    dependsOn: ['accepted', 'completed-then-failed'],
    requests: 2,
    why: 'Retries overtake each other: an older event can arrive after a newer one.',
    fix: 'Accept both, and decide by the times in the payload which one counts.',
    run: ofOneRun('run_failed'),
  },
  {
    id: 'refused-has-no-effect',
    name: 'A refused delivery has no effect',
    level: 'signed',
    dependsOn: ['accepted', 'signature-missing'],
    why: 'An endpoint that works first and verifies later does what a forger wants.',
    fix: 'Verify before anything else.',
    async run(context) {
      if (!context.effects.areVisible) return notApplicable('The effect cannot be seen without `observe`.');
      const { count, result } = await context.effects.during(0, async () =>
        context.deliveries.post(payload(), { signature: () => 'v1,AAAA' }),
      );
      return count === 0 ? pass(result) : fail(`Expected 0 handled, counted ${count}.`, result);
    },
  },
]);
