/**
 * Lists every difference between a payload and a contract, those that are allowed too.
 *
 * @module validation/drift
 */
import { documentedEventTypes, eventTypes } from '#generated/events.js';
import type { Validator } from '#generated/validators.js';
import type { Issue, IssueKind } from '../errors/index.ts';
import { requireOneOf } from '../errors/options.ts';
import { check, documentedValidator, validators } from './check.ts';
import { describe, describePlace } from './describe.ts';
import { eventTypeIssue, thrownIssue, toIssue } from './issues.ts';
import { valueAt } from './pointer.ts';
import { nearestShape } from './shape.ts';

/** The contract to compare with: the documentation, or the observed shape that is nearest to the payload. */
export type DriftContract = 'documented' | 'observed';

/** One difference between a payload and a contract. */
export interface Drift {
  /** JSON pointer (RFC 6901) to the place. */
  readonly path: string;
  /**
   * As an issue's; or `extra`, a field that the contract does not have; `duplicate`, a key that its object has twice;
   * `imprecise`, a number that lost digits.
   */
  readonly kind: IssueKind | 'extra' | 'duplicate' | 'imprecise';
  /** What the contract expects at this place. */
  readonly expected: string;
  /** A description of what was found, cut short if it is long. */
  readonly found: string;
  /** The whole difference in one sentence. */
  readonly message: string;
}

/** The options of {@link driftOf}. */
export interface DriftOptions {
  /** What to measure against; `documented` by default. */
  readonly contract?: DriftContract;
}

/**
 * Lists every difference between a payload and a contract. Never throws because of the value.
 *
 * An optional field that is absent is not a difference.
 *
 * @param value a parsed payload
 * @param options `contract`: `documented` (the default), or `observed` for the shape that the payload is nearest to
 * @returns what breaks the contract, then extra fields; at most 100 of each
 * @throws {TypeError} if `contract` is another text
 * @example
 * ```ts
 * for (const { path, kind } of driftOf(payload)) console.log(kind, path); // extra /data/retry_count
 * ```
 */
export function driftOf(value: unknown, options: DriftOptions = {}): Drift[] {
  const { contract = 'documented' } = options;
  requireOneOf('contract', contract, ['documented', 'observed']);
  try {
    const validate = validatorFor(value, contract);
    if (validate === undefined) {
      const expected = contract === 'observed' ? eventTypes : documentedEventTypes;
      return [toDrift(eventTypeIssue(value, expected))];
    }
    const { broken, extra } = check(value, validate);
    return [
      ...broken.map((finding) => toDrift(toIssue(finding, value))),
      ...extra.map(({ path }) => toExtra(path, valueAt(value, path), contract)),
    ];
  } catch (error) {
    return [toDrift(thrownIssue(error))];
  }
}

/** An issue without its hint, which is about a payload that is refused. */
function toDrift({ path, kind, expected, found, message }: Issue): Drift {
  return { path, kind, expected, found, message };
}

function validatorFor(value: unknown, contract: DriftContract): Validator | undefined {
  if (contract === 'documented') return documentedValidator(value);
  const shape = nearestShape(value);
  return shape && validators().observed[shape];
}

/** Why a field is extra, per contract. */
const WITNESS: Readonly<Record<DriftContract, string>> = {
  documented: 'the documentation has no such field',
  observed: 'no server was seen to send this field in this shape',
};

function toExtra(path: string, value: unknown, contract: DriftContract): Drift {
  const found = describe(value);
  const message = `${describePlace(path)}: ${WITNESS[contract]}; found ${found}.`;
  return { path, kind: 'extra', expected: 'nothing', found, message };
}
