// Written by `npm run generate` from asyncapi.yaml and contract/observed.yaml. Do not edit.
import type { DocumentedEventType, ObservedShape } from './events.js';

/** What a contract says of a value. */
export interface Rule {
  /** The JSON types that the value may have; absent if it may have any. */
  readonly types: readonly string[] | undefined;
  /** Any text is right, so that a text needs no further check. */
  readonly takesAnyText: boolean;
  /** A text that has to be an ISO 8601 date and time. */
  readonly isDate: boolean;
  /** The values that are allowed. */
  readonly values: readonly unknown[] | undefined;
  /** The elements of an array. */
  readonly items: Rule | undefined;
  /** The fields of an object, by name. */
  readonly fields: Readonly<Record<string, Rule>> | undefined;
  /** The fields that have to be there. */
  readonly required: readonly string[];
  /** The members of an object whose names are free. */
  readonly members: Rule | undefined;
}

/** The rules of the documented events, by event type. */
export declare const documentedRules: Readonly<Record<DocumentedEventType, Rule>>;

/** The rules of the observed events, by the name of their shape. */
export declare const observedRules: Readonly<Record<ObservedShape, Rule>>;
