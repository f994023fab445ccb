// Written by `npm run generate` from asyncapi.yaml and contract/observed.yaml. Do not edit.
import type {
  DocumentedEventByType,
  ObservedEventByShape,
  ObservedHeaders,
  OtherPayloadByShape,
  WebhookHeaders,
} from './events.js';

/** An example of a delivery: its headers and its payload. */
export interface Example<Headers, Event> {
  /** The releases of Maxun that send it, if it is an observed one. */
  readonly releases?: string;
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

/** An example of each shape that is not an event of a Maxun server. */
export declare const otherExamples: {
  readonly [Shape in keyof OtherPayloadByShape]: Example<ObservedHeaders, OtherPayloadByShape[Shape]>;
};

/** The shape of each variant, by its name. */
export interface VariantShape {
  'extract-run-api': 'extract-run';
  'crawl-run': 'extract-run';
  'search-run': 'extract-run';
  'extract-run-v0.0.25': 'extract-run';
  'scrape-run-ui-v0.0.40': 'scrape-run-ui';
  'scrape-run-ui-v0.0.29': 'scrape-run-ui';
  'failed-run-v0.0.16': 'failed-run';
  'legacy-2025-v0.0.15': 'legacy-2025';
  'legacy-2025-v0.0.23': 'legacy-2025';
}

/** Other payloads that servers were seen to send in the observed shapes, most of them of earlier releases. */
export declare const variantExamples: {
  readonly [Name in keyof VariantShape]: Example<ObservedHeaders, ObservedEventByShape[VariantShape[Name]]> & {
    readonly shape: VariantShape[Name];
    readonly releases: string;
    readonly summary: string;
  };
};
