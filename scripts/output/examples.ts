/**
 * Writes `examples.js` and `examples.d.ts`: the contracts' own examples as typed values.
 *
 * @module scripts/output/examples
 */
import type { Example, Message } from '../contract/contract.ts';
import type { Contracts } from './contracts.ts';
import { BANNER, literal, type OutputFile } from './file.ts';

/**
 * The examples of both contracts: the first of each message, and by their own names all that servers were seen to send.
 *
 * @param contracts both contracts
 */
export function writeExamples({ documented, observed }: Contracts): OutputFile[] {
  const variants = observed.messages.flatMap(({ name: shape, examples }) =>
    examples.slice(1).map((example): [string, unknown] => [example.name, variantOf(shape, example)]),
  );
  return [
    {
      path: 'examples.js',
      content: `${BANNER}
export const documentedExamples = ${literal(firstOf(documented.messages))};

export const observedExamples = ${literal(firstOf(observed.messages))};

export const variantExamples = ${literal(Object.fromEntries(variants))};

export const otherExamples = ${literal(firstOf(observed.others))};
`,
    },
    { path: 'examples.d.ts', content: declarations(observed.messages) },
  ];
}

function firstOf(messages: readonly Message[]): Record<string, unknown> {
  return Object.fromEntries(
    messages.map(({ name, examples }) => {
      const [example] = examples;
      if (example === undefined) throw new TypeError(`The message ${name} has no example.`);
      return [name, { releases: example.releases, headers: example.headers, payload: example.payload }];
    }),
  );
}

function variantOf(shape: string, { releases, summary, headers, payload }: Example): object {
  return { shape, releases, summary, headers, payload };
}

function declarations(messages: readonly Message[]): string {
  const shapes = messages.flatMap(({ name: shape, examples }) =>
    examples.slice(1).map(({ name }) => `  '${name}': '${shape}';\n`),
  );
  return `${DECLARATIONS}
/** The shape of each variant, by its name. */
export interface VariantShape {
${shapes.join('')}}

/** Other payloads that servers were seen to send in the observed shapes, most of them of earlier releases. */
export declare const variantExamples: {
  readonly [Name in keyof VariantShape]: Example<ObservedHeaders, ObservedEventByShape[VariantShape[Name]]> & {
    readonly shape: VariantShape[Name];
    readonly releases: string;
    readonly summary: string;
  };
};
`;
}

const DECLARATIONS = `${BANNER}import type {
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
`;
