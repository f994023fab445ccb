/**
 * The guesses that normalising makes, said aloud.
 *
 * @module event/repair
 */
import { describe, describePlace } from '../validation/describe.ts';
import { MAX_REPAIRS } from './limits.ts';

/** What a {@link Repair} can have done. */
export const REPAIR_KINDS = [
  /** An event type in another spelling, such as `run.completed`, was read as the contract's. */
  'event-type',
  /** A field that lies beside the envelope's, not under `data`, was read nevertheless. */
  'misplaced',
  /** A key in another spelling, such as `runId` where `run_id` belongs, was read as the contract's. */
  'renamed',
  /** A value of another structure was put into the normalised one, such as an array of texts into a group. */
  'restructured',
  /** A value of another type was converted, such as a number given as text. */
  'converted',
  /** A field that the run has no place for was left out. */
  'dropped',
  /** A date without a zone, or in a locale's form, was read by the options or their defaults. */
  'date',
  /** As `date`, and the text can be read in another way as well. */
  'ambiguous-date',
  /** A time that the zone's clock skips or shows twice was read as one of the two it can be. */
  'clock-change',
  /** Two fields say different things; the first is taken. */
  'conflict',
  /** A whole number is too large to have been kept exactly. */
  'imprecise',
  /** A value could not be read; the run does not have it. */
  'unreadable',
  /** The event has no results, though its run may have some: Maxun leaves them out of some events. */
  'maybe-incomplete',
  /** What the event left out could not be fetched; the run has what the event has. */
  'not-completed',
] as const;

/** What a {@link Repair} did. */
export type RepairKind = (typeof REPAIR_KINDS)[number];

/** One guess, or one thing that could not be read. */
export interface Repair {
  /** JSON pointer (RFC 6901) to the place in the payload. */
  readonly path: string;
  readonly kind: RepairKind;
  /** What was found, described, and cut short where it is long. */
  readonly found: string;
  /** What the run has instead, described: `nothing` if it has nothing. */
  readonly used: string;
  /** The whole repair in one sentence. */
  readonly message: string;
}

/**
 * Adds repairs to those that a run has, up to a hundred: the earlier ones make room.
 *
 * @param earlier repairs of the run
 * @param later at most a hundred
 */
export function addRepairs(earlier: readonly Repair[], later: readonly Repair[]): Repair[] {
  return [...earlier.slice(0, MAX_REPAIRS - later.length), ...later];
}

/** A value of the payload, and the JSON pointer to it. */
interface Found {
  readonly value: unknown;
  readonly path: string;
}

/** Collects the repairs of one payload. */
export class Repairs {
  readonly list: Repair[] = [];
  /** JSON pointers of the fields that were read, or that a repair is about. */
  readonly seen: Set<string> = new Set();
  readonly #keys = new Map<object, readonly string[]>();

  /**
   * Lists the keys of an object, once for a normalisation: a million keys take a fifth of a second.
   *
   * @param value an object of the payload
   */
  keysOf(value: object): readonly string[] {
    let keys = this.#keys.get(value);
    if (keys === undefined) this.#keys.set(value, (keys = Object.keys(value)));
    return keys;
  }

  /**
   * Adds a repair, up to a hundred.
   *
   * @param kind what it does
   * @param path JSON pointer to the place in the payload
   * @param parts what was found, what the run has, and why
   */
  add(kind: RepairKind, path: string, parts: RepairParts): void {
    if (this.list.length >= MAX_REPAIRS) return;
    const { found, because } = parts;
    const used = 'used' in parts ? parts.used : found;
    const seen = describe(found);
    const message = `${describePlace(path)}: ${seen} ${because}.`;
    this.list.push({ path, kind, found: seen, used: describe(used), message });
  }

  /**
   * Adds that something could not be read: the run has nothing there.
   *
   * @param field what was found
   * @param expected what can be read there
   */
  unreadable({ value: found, path }: Found, expected: string): undefined {
    const because = `cannot be read as ${expected}, and is left out`;
    this.add('unreadable', path, { found, used: undefined, because });
  }

  /**
   * Adds that looking at something made it throw.
   *
   * @param path JSON pointer to the nearest place that is known
   */
  broken(path: string): void {
    if (this.list.length >= MAX_REPAIRS) return;
    const found = 'a value that throws when it is read';
    const message = `${describePlace(path)}: ${found} is left out.`;
    this.list.push({ path, kind: 'unreadable', found, used: describe(undefined), message });
  }

  /** Adds that the event of a successful run has no results: if the list is full, in place of its last repair. */
  noResults(): void {
    if (this.list.length >= MAX_REPAIRS) this.list.pop();
    this.list.push({
      path: '',
      kind: 'maybe-incomplete',
      found: 'no results',
      used: 'nothing',
      message: NO_RESULTS,
    });
  }
}

const NO_RESULTS =
  'The payload has no results, though its run may have: Maxun leaves them out of runs that its API started, and of ' +
  'documents. Give the receiver `complete: maxunApi({ baseUrl, apiKey })`, which asks Maxun for them.';

/** The parts of a repair. */
export interface RepairParts {
  /** The value in the payload. */
  readonly found: unknown;
  /** The value that the run has; the same if it is not given. */
  readonly used?: unknown;
  /** The rest of the sentence that starts with what was found. */
  readonly because: string;
}
