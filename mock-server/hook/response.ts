/**
 * What a delivery was answered, as it is kept: the verdict's own answers are shared by all deliveries that got them.
 *
 * @module mock-server/hook/response
 */
import type { Issue } from '../../src/errors/index.ts';
import type { Shape } from '../../src/validation/index.ts';
import type { Answer, AnswerKind } from '../api/types.ts';
import type { Entry } from '../journal/entry.ts';
import type { Reply } from '../script/perform.ts';

/** An answer. */
export interface GivenAnswer {
  readonly kind: AnswerKind;
  readonly by: Answer['by'];
  /** What was sent; `undefined` where nothing whole was, and where the verdict's own answer was. */
  readonly reply: Reply | undefined;
}

/** No answer yet. */
export const PENDING: GivenAnswer = { kind: 'pending', by: 'verdict', reply: undefined };

/** The verdict's own answer. */
export const BY_VERDICT: GivenAnswer = { kind: 'reply', by: 'verdict', reply: undefined };

/** Whether an answer is the verdict's own, which can be made again from what was found. */
export function isVerdicts({ kind, by, reply }: GivenAnswer): boolean {
  return kind === 'reply' && by === 'verdict' && reply === undefined;
}

/** The sender was gone before the answer. */
export const ABORTED: GivenAnswer = { kind: 'aborted', by: 'verdict', reply: undefined };

const JSON_HEADERS = { 'content-type': 'application/json' };

/** What the verdict answers from. */
export interface Grounds extends Pick<Entry, 'status' | 'shape' | 'code' | 'refusal'> {
  readonly issues: readonly Issue[];
}

/**
 * The verdict's own answer: short, and nothing of what was sent.
 *
 * @param grounds what was found
 */
export function replyOf({ status, shape, code, refusal, issues }: Grounds): Reply {
  if (status === 200) return (ACCEPTED[shape] ??= accepted(shape));
  const error = refusal ?? 'The payload is of no shape that is accepted.';
  const list = issues.map(({ path, kind, expected, hint }) => ({ path, kind, expected, hint }));
  return { status, headers: JSON_HEADERS, body: JSON.stringify({ ok: false, code, error, issues: list }) };
}

const ACCEPTED: Partial<Record<Shape, Reply>> = {};

function accepted(shape: Shape): Reply {
  const body = JSON.stringify({ ok: true, shape });
  return { status: 200, headers: { ...JSON_HEADERS, 'content-length': String(body.length) }, body };
}

/**
 * HTTP status that was answered.
 *
 * @param entry the delivery
 * @returns `null` where no status line was sent, or not yet
 */
export function answeredStatus({ answer, status }: Entry): number | null {
  if (answer.reply !== undefined) return answer.reply.status;
  return isVerdicts(answer) ? status : null;
}

/** Characters of an answer's body that are shown. */
const MAX_BODY = 64 * 1024;

/**
 * The answer of a delivery, for reading.
 *
 * @param entry the delivery
 * @param issues what is wrong with its payload
 */
export function answerOf(entry: Entry, issues: readonly Issue[]): Answer {
  const { answer, answeredAfterMs } = entry;
  const { kind, by } = answer;
  const reply = isVerdicts(answer)
    ? replyOf({ status: entry.status, shape: entry.shape, code: entry.code, refusal: entry.refusal, issues })
    : answer.reply;
  return {
    kind,
    by,
    status: reply?.status ?? null,
    headers: reply?.headers ?? {},
    body: (reply?.body ?? '').slice(0, MAX_BODY),
    durationMs: answeredAfterMs ?? null,
  };
}
