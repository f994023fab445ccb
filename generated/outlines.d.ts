// Written by `npm run generate` from asyncapi.yaml and contract/observed.yaml. Do not edit.
import type { DocumentedEventType, ObservedShape } from './events.js';

/** The structure of a value, as far as a contract describes it. */
export interface Outline {
  /** The fields of an object. */
  readonly properties?: Readonly<Record<string, Outline>>;
  /** The fields that have to be there. */
  readonly required?: readonly string[];
  /** The elements of an array. */
  readonly items?: Outline;
  /** The members of an object whose names are free. */
  readonly members?: Outline | boolean;
  /** The value is there only if its siblings have one of these values. */
  readonly presentWhen?: Readonly<Record<string, readonly string[]>>;
}

/** The structure of the documented events, by event type. */
export declare const documentedOutlines: Readonly<Record<DocumentedEventType, Outline>>;

/** The structure of the observed events, by the name of their shape. */
export declare const observedOutlines: Readonly<Record<ObservedShape, Outline>>;
