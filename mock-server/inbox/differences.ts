/**
 * Which delivery a test waits for, and how other deliveries differ from it.
 *
 * @module mock-server/inbox/differences
 */
import type { Run } from '../../src/event/index.ts';
import { describe } from '../../src/validation/describe.ts';
import { memberOf } from '../../src/validation/pointer.ts';
import type { SignatureState } from '../api/types.ts';
import type { Delivery } from '../journal/delivery.ts';

/** Fields that a delivery must have, by their normalised names. */
export interface WhereFields {
  readonly runId?: string;
  readonly robotId?: string;
  readonly robotName?: string;
  /** Status of the run. */
  readonly status?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** Name of the shape. */
  readonly shape?: string;
  readonly signature?: SignatureState;
  /** Which attempt at the same delivery. */
  readonly attempt?: number;
}

/** Which deliveries are meant: all of the fields, or a function. */
export type Where = WhereFields | ((delivery: Delivery) => boolean);

/** What is wanted. */
export interface Wanted {
  /** Any where `undefined`. */
  readonly eventType: string | undefined;
  readonly where: Where | undefined;
}

/** One difference between a delivery and the wanted one. */
interface Difference {
  /** JSON pointer into the payload; `''` if the field is not in the payload. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

interface Field {
  /** Where it stands in the payload, in either spelling. */
  readonly keys: readonly string[];
  readonly read: (delivery: Delivery, run: Run) => unknown;
}

const FIELDS: Readonly<Record<keyof WhereFields, Field>> = {
  runId: { keys: ['run_id', 'runId'], read: (_, run) => run.id },
  robotId: { keys: ['robot_id', 'robotId'], read: (_, run) => run.robot.id },
  robotName: { keys: ['robot_name', 'robotName'], read: (_, run) => run.robot.name },
  status: { keys: ['status'], read: (_, run) => run.status },
  startedAt: { keys: ['started_at', 'startedAt'], read: (_, run) => run.startedAt },
  finishedAt: { keys: ['finished_at', 'finishedAt'], read: (_, run) => run.finishedAt },
  shape: { keys: [], read: ({ verdict }) => verdict.shape },
  signature: { keys: [], read: ({ verdict }) => verdict.signature.state },
  attempt: { keys: [], read: ({ verdict }) => verdict.attempt.number },
};

/**
 * Checks what is wanted.
 *
 * @param where fields or a function
 * @throws {TypeError} if a field is not one that a delivery can be waited for by
 */
export function assertWhere(where: Where | undefined): void {
  if (where === undefined || typeof where === 'function') return;
  const unknown = Object.keys(where).find((name) => !Object.hasOwn(FIELDS, name));
  if (unknown === undefined) return;
  throw new TypeError(
    `where has a field '${unknown}': expected ${Object.keys(FIELDS).join(', ')}; for anything else give a function.`,
  );
}

/**
 * Lists how a delivery differs from the wanted one.
 *
 * @param delivery the delivery
 * @param wanted the event type, and fields or a function
 * @returns an empty list if it matches
 */
function differencesFrom(delivery: Delivery, { eventType, where }: Wanted): Difference[] {
  const found: Difference[] = [];
  if (eventType !== undefined && eventType !== delivery.eventType) {
    found.push(difference('/event_type', eventType, delivery.eventType));
  }
  if (typeof where === 'function') {
    // The function only gets deliveries of the wanted type: it may rely on the type.
    if (found.length === 0 && !where(delivery)) {
      found.push({ path: '', expected: 'what the function wants', found: 'something else' });
    }
    return found;
  }
  for (const [name, expected] of Object.entries(where ?? {})) {
    const field = FIELDS[name as keyof WhereFields];
    const value = field.read(delivery, delivery.run);
    if (expected !== undefined && value !== expected)
      found.push(difference(pathOf(field, name, delivery), expected, value));
  }
  return found;
}

/**
 * Whether a delivery is the wanted one.
 *
 * @param delivery the delivery
 * @param wanted the event type, and fields or a function
 */
export function isWanted(delivery: Delivery, wanted: Wanted): boolean {
  return differencesFrom(delivery, wanted).length === 0;
}

/** Deliveries that a message lists. */
const MAX_LISTED = 5;

/**
 * Lists the deliveries that arrived, nearest first, each with its differences by JSON pointer.
 *
 * @param deliveries what arrived
 * @param wanted what was wanted
 */
export function listNearest(deliveries: readonly Delivery[], wanted: Wanted): string {
  if (deliveries.length === 0) return 'Nothing arrived.';
  const ranked = deliveries
    .map((delivery) => ({ delivery, differences: differencesFrom(delivery, wanted) }))
    .sort((a, b) => a.differences.length - b.differences.length);
  const lines = ranked
    .slice(0, MAX_LISTED)
    .flatMap(({ delivery, differences }) => [
      `  ${oneLine(delivery)}`,
      ...differences.map(
        ({ path, expected, found }) =>
          `    ${path === '' ? '' : `${path}: `}expected ${expected}, found ${found}`,
      ),
    ]);
  const rest = ranked.length > MAX_LISTED ? [`  and ${ranked.length - MAX_LISTED} more`] : [];
  return [`${ranked.length} arrived, nearest first:`, ...lines, ...rest].join('\n');
}

/**
 * What was wanted, in words.
 *
 * @param wanted the event type, and fields or a function
 */
export function describeWanted({ eventType, where }: Wanted): string {
  const type = eventType ?? 'a delivery';
  if (where === undefined) return type;
  if (typeof where === 'function') return `${type} that a function picks`;
  const fields = Object.entries(where).map(([name, value]) => `${name} ${describe(value)}`);
  return fields.length === 0 ? type : `${type} with ${fields.join(' and ')}`;
}

function oneLine(delivery: Delivery): string {
  const { id, summary } = delivery;
  const name = summary.robotName === undefined ? '' : ` of ${describe(summary.robotName)}`;
  return `#${id} ${summary.eventType ?? summary.method}${name}, answered ${summary.status ?? summary.responseKind}`;
}

function pathOf({ keys }: Field, name: string, { payload }: Delivery): string {
  const data = memberOf(payload, 'data');
  const key = keys.find((each) => memberOf(data, each) !== undefined) ?? keys[0];
  return key === undefined ? name : `/data/${key}`;
}

function difference(path: string, expected: unknown, found: unknown): Difference {
  return { path, expected: describe(expected), found: describe(found) };
}
