/**
 * Checks a payload against the documented contract, the observed shapes, or either.
 *
 * @module validation/validate
 * @see asyncapi.yaml
 * @see contract/observed.yaml
 */
import {
  type DocumentedEvent,
  type DocumentedEventType,
  documentedEventTypes,
  type ObservedEvent,
  type ObservedShape,
} from '#generated/events.js';
import {
  EnoughErrors,
  validateDocumentRunEvent,
  validateExtractRunApiEvent,
  validateExtractRunEvent,
  validateFailedRunEvent,
  validateFailedScrapeApiEvent,
  validateLegacy2025Event,
  validateRunCompletedEvent,
  validateRunFailedEvent,
  validateScrapeRunEvent,
  validateScrapeRunUiEvent,
  validateWebhookTestEvent,
  type Validator,
  type ValidatorError,
} from '#generated/validators.js';
import type { Issue } from '../errors/index.ts';
import { eventTypeIssue, toIssues, unreadableIssue } from './issues.ts';
import { memberOf } from './pointer.ts';
import { nearestShape } from './shape.ts';

/** What a payload is checked against: the documentation, the shapes that servers send, or either. */
export type ContractName = 'documented' | 'observed' | 'any';

/** The events of each contract. */
export interface EventByContract {
  documented: DocumentedEvent;
  observed: ObservedEvent;
  any: DocumentedEvent | ObservedEvent;
}

/** The name of a payload's shape: `documented`, one of the observed, or `unknown`. */
export type Shape = 'documented' | ObservedShape | 'unknown';

/** What {@link validate} found. Narrow it by `ok`, then the event by `event_type`. */
export type ValidationResult<Event> =
  | { readonly ok: true; readonly event: Event; readonly shape: Exclude<Shape, 'unknown'> }
  | { readonly ok: false; readonly issues: readonly [Issue, ...Issue[]] };

/** What {@link validate} takes besides the value. */
export interface ValidateOptions<Contract extends ContractName = ContractName> {
  /** What to check against; `documented` by default. */
  readonly contract?: Contract;
}

const DOCUMENTED: Readonly<Record<DocumentedEventType, Validator<DocumentedEvent>>> = {
  run_completed: validateRunCompletedEvent,
  run_failed: validateRunFailedEvent,
};

const OBSERVED: Readonly<Record<ObservedShape, Validator<ObservedEvent>>> = {
  'extract-run': validateExtractRunEvent,
  'extract-run-api': validateExtractRunApiEvent,
  'scrape-run-ui': validateScrapeRunUiEvent,
  'scrape-run': validateScrapeRunEvent,
  'document-run': validateDocumentRunEvent,
  'failed-run': validateFailedRunEvent,
  'failed-scrape-api': validateFailedScrapeApiEvent,
  'legacy-2025': validateLegacy2025Event,
  'webhook-test': validateWebhookTestEvent,
};

/**
 * Checks a payload against a contract. Never throws for anything that the value is.
 *
 * Extra fields are allowed and left where they are. At most 100 issues are collected; extra fields may nest 100 levels
 * deep, and a string may have 10,485,760 UTF-16 units.
 *
 * @param value a parsed payload
 * @param options `contract`: `documented` (the default), `observed`, or `any` of the two
 * @returns the same value, typed, with its shape; or what is wrong with it
 * @throws {TypeError} if `contract` is none of the three
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
  const check = CHECKS[contract] as Check | undefined;
  if (check === undefined) {
    throw new TypeError(`contract is ${contract}: expected 'documented', 'observed' or 'any'.`);
  }
  try {
    const outcome = check(value);
    if (!outcome.ok) return refused(outcome.issues());
    return outcome as ValidationResult<EventByContract[Contract]>;
  } catch (error) {
    return refused([unreadableIssue(`a value that throws when it is read (${nameOf(error)})`)]);
  }
}

/**
 * Names the shape of a payload.
 *
 * @param value a parsed payload
 * @returns `documented` if it meets the documented contract, else the observed shape that it meets, else `unknown`
 * @example
 * ```ts
 * shapeOf(payload); // 'failed-run'
 * ```
 */
export function shapeOf(value: unknown): Shape {
  const result = validate(value, { contract: 'any' });
  return result.ok ? result.shape : 'unknown';
}

/** A value that does not meet a contract. Its issues are worded when they are asked for: they cost ten times what finding them does. */
interface NotMet {
  readonly ok: false;
  /** How many issues there are. */
  readonly count: number;
  issues(): readonly Issue[];
}

type Outcome<Event> = Extract<ValidationResult<Event>, { ok: true }> | NotMet;

type Check = (value: unknown) => Outcome<DocumentedEvent | ObservedEvent>;

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
  const type = memberOf(value, 'event_type');
  if (type === 'run_completed' || type === 'run_failed') return run(DOCUMENTED[type], value, 'documented');
  return { ok: false, count: 1, issues: () => [eventTypeIssue(value, documentedEventTypes)] };
}

function checkObserved(value: unknown): Outcome<ObservedEvent> {
  const shape = nearestShape(value);
  if (shape !== undefined) return run(OBSERVED[shape], value, shape);
  const type = memberOf(value, 'event_type');
  // The event type is a known one, and `data` is missing or no object: any shape's validator says so.
  if (type === 'run_completed') return run(OBSERVED['extract-run'], value, 'extract-run');
  if (type === 'run_failed') return run(OBSERVED['failed-run'], value, 'failed-run');
  if (type === 'webhook_test') return run(OBSERVED['webhook-test'], value, 'webhook-test');
  return { ok: false, count: 1, issues: () => [eventTypeIssue(value)] };
}

function run<Event>(
  validator: Validator<Event>,
  value: unknown,
  shape: Exclude<Shape, 'unknown'>,
): Outcome<Event> {
  try {
    if (validator(value)) return { ok: true, event: value, shape };
    return notMet(validator.errors ?? [], value);
  } catch (error) {
    if (!(error instanceof EnoughErrors)) throw error;
    return notMet(error.errors, value);
  }
}

function notMet(errors: readonly ValidatorError[], value: unknown): NotMet {
  return { ok: false, count: errors.length, issues: () => toIssues(errors, value) };
}

function refused(issues: readonly Issue[]): { ok: false; issues: readonly [Issue, ...Issue[]] } {
  const [first = unreadableIssue('a value that no rule describes'), ...rest] = issues;
  return { ok: false, issues: [first, ...rest] };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
