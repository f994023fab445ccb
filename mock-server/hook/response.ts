/**
 * The response of the verdict, and the record of how a delivery was answered.
 *
 * @module mock-server/hook/response
 */
import type { Shape } from '../../src/validation/index.ts';
import type { DeliveryResponse, ResponseKind } from '../api/types.ts';
import type { Judgement } from '../verdict/judge.ts';

/** A whole response. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a delivery was answered. */
export interface Response {
  readonly kind: ResponseKind;
  readonly by: DeliveryResponse['by'];
  /** What was sent; `undefined` if it was not a whole response. */
  readonly reply: Reply | undefined;
}

/** No response yet. */
export const PENDING: Response = { kind: 'pending', by: 'verdict', reply: undefined };

const JSON_HEADERS = { 'content-type': 'application/json' };

/** What the response of the verdict depends on. */
export type ReplyGrounds = Pick<
  Judgement,
  'expectedStatus' | 'shape' | 'code' | 'refusal' | 'explanation' | 'issues'
>;

/**
 * The response for the verdict: short, and without any part of the request.
 *
 * @param grounds what was found
 */
export function replyTo({
  expectedStatus: status,
  shape,
  code,
  refusal,
  explanation,
  issues,
}: ReplyGrounds): Reply {
  if (status === 200) return (ACCEPTED[shape] ??= accepted(shape));
  const error = refusal ?? explanation?.message ?? 'The payload does not have an accepted shape.';
  const list = issues.map(({ path, kind, expected, hint }) => ({ path, kind, expected, hint }));
  const headers = { ...JSON_HEADERS, ...EXTRA_HEADERS[status] };
  return { status, headers, body: JSON.stringify({ ok: false, code, error, issues: list }) };
}

const EXTRA_HEADERS: Readonly<Record<number, Record<string, string>>> = {
  405: { allow: 'POST' },
  503: { 'retry-after': '1' },
};

const ACCEPTED: Partial<Record<Shape, Reply>> = {};

function accepted(shape: Shape): Reply {
  const body = JSON.stringify({ ok: true, shape });
  return { status: 200, headers: { ...JSON_HEADERS, 'content-length': String(body.length) }, body };
}

/** Characters of a response's body that are kept and shown. */
const MAX_SHOWN = 64 * 1024;

/** The text of a body, cut, or how many bytes it has if it is compressed. */
export function shownBody(body: Uint8Array, encoding: string | undefined): string {
  if (encoding !== undefined && encoding !== 'identity') return `(${body.byteLength} bytes, ${encoding})`;
  return Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, MAX_SHOWN)).toString('utf8');
}

/** Bytes that a response takes of the journal's limit. */
export function bytesOfResponse({ by, reply }: Response): number {
  // The accepting responses of the verdict are shared by all deliveries.
  return reply === undefined || (by === 'verdict' && reply.status === 200) ? 0 : reply.body.length;
}

/**
 * The response of a delivery, for reading.
 *
 * @param response as it is kept
 * @param respondedAfterMs milliseconds since its arrival
 */
export function describeResponse(
  { kind, by, reply }: Response,
  respondedAfterMs: number | undefined,
): DeliveryResponse {
  return {
    kind,
    by,
    status: reply?.status ?? null,
    headers: reply?.headers ?? {},
    body: (reply?.body ?? '').slice(0, MAX_SHOWN),
    durationMs: respondedAfterMs ?? null,
  };
}
