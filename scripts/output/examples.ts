/**
 * Writes `examples.js` and `examples.d.ts`: the contracts' own examples as typed values.
 *
 * @module scripts/output/examples
 */
import type { Message } from '../contract/contract.ts';
import type { Contracts } from './contracts.ts';
import { BANNER, literal, type OutputFile } from './file.ts';

/**
 * The examples of both contracts.
 *
 * @param contracts both contracts
 */
export function writeExamples({ documented, observed }: Contracts): OutputFile[] {
  return [
    {
      path: 'examples.js',
      content: `${BANNER}
export const documentedExamples = ${literal(examplesOf(documented.messages))};

export const observedExamples = ${literal(examplesOf(observed.messages))};
`,
    },
    { path: 'examples.d.ts', content: DECLARATIONS },
  ];
}

function examplesOf(messages: readonly Message[]): Record<string, unknown> {
  return Object.fromEntries(
    messages.map(({ name, examples }) => {
      const [example] = examples;
      if (example === undefined) throw new TypeError(`The message ${name} has no example.`);
      return [name, { headers: example.headers, payload: example.payload }];
    }),
  );
}

const DECLARATIONS = `${BANNER}import type {
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
`;
