/**
 * A delivery as a job of pg-boss, and back.
 *
 * @module queue/postgres/job
 */
import { isUtf8 } from 'node:buffer';
import type { Job, JobInsert } from 'pg-boss';
import { v5, v7 } from 'uuid';
import type { PreparedMessage } from '../message.ts';
import { parseMetadata } from '../metadata.ts';
import { joinPayload } from '../payload.ts';
import type {
  AttemptRecord,
  DeadLetter,
  DeliveryInfo,
  DeliveryState,
  DeliveryWithPayload,
  QueueDelivery,
} from '../queue.ts';
import { FETCHED, QUEUE } from './boss.ts';

/** What a job's `data` holds. */
export interface JobData {
  readonly id: string;
  readonly endpoint: string;
  /** The bytes, where they are UTF-8 without a NUL, which `jsonb` does not take. */
  readonly text?: string;
  /** The bytes otherwise. */
  readonly base64?: string;
  /** JSON text: it may hold what `jsonb` does not take. `{}` where it is absent. */
  readonly metadata?: string;
  readonly orderKey?: string;
  readonly enqueuedAt: number;
  readonly dueAt: number;
  /** How many of the job's claims do not count as attempts. */
  readonly uncounted?: number;
  readonly records?: readonly AttemptRecord[];
  /** Of a dead letter: how many attempts were made, why and when it was given up. */
  readonly died?: { readonly attempts: number; readonly reason: string; readonly diedAt: number };
}

const ID = /^msg_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
/** The UUID that no job has (RFC 9562, section 5.9). */
const NIL = '00000000-0000-0000-0000-000000000000';
/** Namespace of what is looked up by its name (RFC 9562, section 5.5): a random UUID. */
const NAMESPACE = '4c1f4d0e-6f0b-4b43-9d0b-2f2f5c3f8a11';

/** The id of a new delivery. Ids grow: jobs that were inserted in one moment go by them. */
export function newId(): string {
  return `msg_${v7()}`;
}

/** The id of a delivery's job. */
export function jobId(id: string): string {
  return ID.exec(id)?.[1] ?? NIL;
}

/** A UUID for the name of an endpoint, an idempotency key or a line: always the same. */
export function hashId(name: string): string {
  return v5(name, NAMESPACE);
}

/** A delivery, as pg-boss inserts it into the queue that is named. */
export type DeliveryJob = JobInsert<JobData> & { readonly queue: string };

/** The job of a message that was accepted. */
export function jobOf(message: PreparedMessage): DeliveryJob {
  const { id, endpoint, metadata, orderKey, enqueuedAt, dueAt } = message;
  const optional = { ...(metadata !== '{}' && { metadata }), ...(orderKey !== null && { orderKey }) };
  return {
    queue: orderKey === null ? QUEUE.deliveries : QUEUE.ordered,
    id: jobId(id),
    data: { id, endpoint, ...bytesOf(message), ...optional, enqueuedAt, dueAt },
    // Relative, so that the clocks of the application and the database need not agree.
    ...(dueAt !== enqueuedAt && { startAfter: ((dueAt - enqueuedAt) / 1_000).toFixed(3) }),
    group: { id: endpoint, tier: endpoint },
    ...(orderKey !== null && { singletonKey: hashId(JSON.stringify([endpoint, orderKey])) }),
    ...FETCHED,
  };
}

function bytesOf({ payload }: PreparedMessage): Pick<JobData, 'text' | 'base64'> {
  const joined = joinPayload(payload);
  const bytes = Buffer.from(joined.buffer, joined.byteOffset, joined.byteLength);
  if (isUtf8(bytes) && !bytes.includes(0)) return { text: bytes.toString() };
  return { base64: bytes.toString('base64') };
}

function payloadOf({ text, base64 = '' }: JobData): Uint8Array {
  return text === undefined ? Buffer.from(base64, 'base64') : Buffer.from(text);
}

/**
 * What the handler of a fetched job is given.
 *
 * @throws {TypeError} if it is not one of ours: somebody has made or changed it by hand
 */
export function deliveryOf({ data, retryCount }: Job<JobData>): QueueDelivery {
  if (typeof data?.endpoint !== 'string' || (data.text ?? data.base64) === undefined) {
    throw new TypeError('its data has no endpoint or no bytes');
  }
  const attempt = retryCount + 1 - (data.uncounted ?? 0);
  return { ...commonOf(data), payload: [payloadOf(data)], attempt };
}

/** What both a handler and who looks a delivery up are given. */
function commonOf({ id, endpoint, metadata = '{}', orderKey, enqueuedAt, dueAt, records = [] }: JobData) {
  return { id, endpoint, metadata: parseMetadata(metadata), orderKey, enqueuedAt, dueAt, records };
}

/** A row with the columns of `ROW`. */
export interface JobRow {
  readonly state: DeliveryState;
  /** How often it was fetched, as text. */
  readonly claims: string;
  /** {@link JobData} as text. */
  readonly data: string;
}

/** What is shown of a delivery, and its bytes. */
export function withPayload(row: JobRow): DeliveryWithPayload {
  const data = JSON.parse(row.data) as JobData;
  return { ...infoOf(row, data), payload: payloadOf(data) };
}

/** What is shown of a dead letter. */
export function deadLetterOf(row: JobRow): DeadLetter {
  const data = JSON.parse(row.data) as JobData;
  const { reason = '', diedAt = 0 } = data.died ?? {};
  return { ...infoOf(row, data), state: 'dead', reason, diedAt };
}

function infoOf({ state, claims }: JobRow, data: JobData): DeliveryInfo {
  const attempts = data.died?.attempts ?? Number(claims) - (data.uncounted ?? 0);
  return { ...commonOf(data), state, attempts };
}
