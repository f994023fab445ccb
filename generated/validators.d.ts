// Written by `npm run generate` from asyncapi.yaml and contract/observed.yaml. Do not edit.
import type { DocumentedEventType, ObservedShape, OtherShape } from './events.js';

/** Checks a value, and hands each finding to the collector. */
export type Validator = (value: unknown) => unknown;

/** What validators call. */
export interface ValidatorHelpers {
  /**
   * Takes a finding.
   *
   * @param instancePath JSON pointer to the place
   * @param keyword the keyword that was broken
   * @param params ajv's parameters of the keyword
   */
  collect(instancePath: string, keyword: string, params: Readonly<Record<string, unknown>>): void;
  isDateTime(text: string): boolean;
  isPlain(value: unknown): boolean;
  /** A key as a step of a JSON pointer. */
  stepOf(key: string): string;
  /** Whether another extra field would be listed. */
  takesExtra(): boolean;
}

/** A validator per message. */
export interface Validators {
  /** The documented events, by event type. */
  readonly documented: Readonly<Record<DocumentedEventType, Validator>>;
  /** The observed events, by the name of their shape. */
  readonly observed: Readonly<Record<ObservedShape, Validator>>;
  /** What is not an event of a Maxun server, by the name of its shape. */
  readonly others: Readonly<Record<OtherShape, Validator>>;
  /** The observed shapes of each event type, in the order in which they are tried, each with what its data is told by. */
  readonly shapes: ReadonlyMap<
    unknown,
    readonly (readonly [shape: ObservedShape, isTold: (data: unknown) => boolean])[]
  >;
}

/** Makes the validators. */
export declare function createValidators(helpers: ValidatorHelpers): Validators;
