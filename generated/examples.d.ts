// Written by `npm run generate` from asyncapi.yaml and contract/observed.yaml. Do not edit.
import type {
  DocumentedEventByType,
  ObservedEventByShape,
  ObservedHeaders,
  WebhookHeaders,
} from './events.js';

/** An example of a delivery: its headers and its payload. */
export interface Example<Headers, Event> {
  readonly headers: Headers;
  readonly payload: Event;
}

/** The examples of the documentation, by event type. */
export declare const documentedExamples: {
  readonly [Type in keyof DocumentedEventByType]: Example<WebhookHeaders, DocumentedEventByType[Type]>;
};

/** An example of each observed shape, by its name. */
export declare const observedExamples: {
  readonly [Shape in keyof ObservedEventByShape]: Example<ObservedHeaders, ObservedEventByShape[Shape]>;
};
