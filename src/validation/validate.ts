/**
 * Checks a payload against the documented contract, the observed shapes, or either.
 *
 * @module validation/validate
 * @see asyncapi.yaml
 * @see contract/observed.yaml
 */
import {
  type DocumentedEvent,
  documentedEventTypes,
  type ObservedEvent,
  type ObservedShape,
  type OtherShape,
} from '#generated/events.js';
import type { Validator } from '#generated/validators.js';
import type { Issue } from '../errors/index.ts';
import { requireOneOf } from '../errors/options.ts';
import { check, documentedValidator, validators } from './check.ts';
import { eventTypeIssue, thrownIssue, toIssue } from './issues.ts';
import { nearestShape, otherShape } from './shape.ts';

/** The contract to check against: the documentation, the shapes that servers send, or either. */
export type ContractName = 'documented' | 'observed' | 'any';

/** The events of each contract. */
export interface EventByContract {
  documented: DocumentedEvent;
  observed: ObservedEvent;
  any: DocumentedEvent | ObservedEvent;
}

/** The name of a payload's shape: `documented`, one of the observed, one that is not an event, or `unknown`. */
export type Shape = 'documented' | ObservedShape | OtherShape | 'unknown';

/** The name of the shape of an event. */
export type EventShape = 'documented' | ObservedShape;

/** The result of {@link validate}. Narrow it by `ok`, then the event by `event_type`. */
export type ValidationResult<Event> =
  | { readonly ok: true; readonly event: Event; readonly shape: EventShape }
  | { readonly ok: false; readonly issues: readonly [Issue, ...Issue[]] };

/** The options of {@link validate}. */
export interface ValidateOptions<Contract extends ContractName = ContractName> {
  /** What to check against; `documented` by default. */
  readonly contract?: Contract;
}

/**
 * Checks a payload against a contract. Never throws because of the value.
 *
 * Extra fields are allowed and kept; they may nest 100 levels deep. At most 100 issues are listed.
 *
 * @param value a parsed payload
 * @param options `contract`: `documented` (the default), `observed`, or `any` of the two
 * @returns the same value, typed, with its shape; or what is wrong with it
 * @throws {TypeError} if `contract` is another text
 * @example
 * ```ts
 * const result = validate(JSON.parse(body));
 * if (!result.ok) throw new Error(result.issues[0].message);
 * if (result.event.event_type === 'run_failed') console.log(result.event.data.error.message);
 * ```
 * @see asyncapi.yaml#/components/schemas
 */
export function validate<Contract extends ContractName = 'documented'>(
  value: unknown,
  options?: ValidateOptions<Contract>,
): ValidationResult<EventByContract[Contract]> {
  const contract: ContractName = options?.contract ?? 'documented';
  const check: Check = CHECKS[requireOneOf('contract', contract, CONTRACT_NAMES)];
  try {
    const outcome = check(value);
    if (!outcome.ok) return { ok: false, issues: outcome.issues() };
    return outcome as ValidationResult<EventByContract[Contract]>;
  } catch (error) {
    return { ok: false, issues: [thrownIssue(error)] };
  }
}

/**
 * Names the shape of a payload.
 *
 * @param value a parsed payload
 * @returns `documented` if it meets the documented contract, else the observed shape that it meets, else the name of
 * another payload that is known (`cloud-n8n`), else `unknown`
 * @example
 * ```ts
 * shapeOf(payload); // 'failed-run'
 * ```
 */
export function shapeOf(value: unknown): Shape {
  const result = validate(value, { contract: 'any' });
  return result.ok ? result.shape : (otherShape(value) ?? 'unknown');
}

/** A value that does not meet a contract. Its issues are described only when they are read: that costs ten times as much. */
interface NotMet {
  readonly ok: false;
  readonly count: number;
  issues(): readonly [Issue, ...Issue[]];
}

type Outcome<Event> = Extract<ValidationResult<Event>, { ok: true }> | NotMet;

type Check = (value: unknown) => Outcome<DocumentedEvent | ObservedEvent>;

const CONTRACT_NAMES: readonly ContractName[] = ['documented', 'observed', 'any'];
const CHECKS: { readonly [Name in ContractName]: Check } = {
  documented: checkDocumented,
  observed: checkObserved,
  any(value) {
    const documented = checkDocumented(value);
    if (documented.ok) return documented;
    const observed = checkObserved(value);
    if (observed.ok) return observed;
    return observed.count <= documented.count ? observed : documented;
  },
};

function checkDocumented(value: unknown): Outcome<DocumentedEvent> {
  const validate = documentedValidator(value);
  if (validate !== undefined) return meets(value, validate, 'documented');
  return { ok: false, count: 1, issues: () => [eventTypeIssue(value, documentedEventTypes)] };
}

function checkObserved(value: unknown): Outcome<ObservedEvent> {
  const shape = nearestShape(value);
  if (shape !== undefined) return meets(value, validators().observed[shape], shape);
  return { ok: false, count: 1, issues: () => [eventTypeIssue(value)] };
}

function meets<Event>(value: unknown, validate: Validator, shape: EventShape): Outcome<Event> {
  const { broken } = check(value, validate);
  const first = broken[0];
  if (first === undefined) return { ok: true, event: value as Event, shape };
  return {
    ok: false,
    count: broken.length,
    issues: () => [toIssue(first, value), ...broken.slice(1).map((finding) => toIssue(finding, value))],
  };
}
