/**
 * Writes `events.d.ts`: the types of everything that a contract describes, and the unions of events.
 *
 * @module scripts/output/types
 */
import type { Definitions } from '../codegen/json-schema.ts';
import { renderTypes } from '../codegen/typescript.ts';
import type { Message } from '../contract/contract.ts';
import { allDefinitions, type Contracts } from './contracts.ts';
import { BANNER, type OutputFile } from './file.ts';

/**
 * The types of both contracts, with `DocumentedEvent` and `ObservedEvent`, and what `events.js` exports.
 *
 * @param contracts both contracts
 * @throws {TypeError} if a schema has no name, or an `any` came out
 */
export async function writeTypes(contracts: Contracts): Promise<OutputFile> {
  const definitions: Definitions = {
    ...allDefinitions(contracts),
    DocumentedEvent: union('Any event of the documented contract.', contracts.documented.messages),
    ObservedEvent: union('Any event that a Maxun server was observed to send.', contracts.observed.messages),
  };
  const types = await renderTypes(definitions);
  if (/\bany(?=[;[\]>|,])/.test(types)) throw new TypeError('A type came out as `any`.');
  const content = [BANNER, JSON_TYPE, types, renderShapeMap(contracts), EVENT_NAMES].join('\n');
  return { path: 'events.d.ts', content };
}

function union(description: string, messages: readonly Message[]): Definitions[string] {
  return { description, oneOf: messages.map(({ payload }) => ({ $ref: `#/definitions/${payload}` })) };
}

function renderShapeMap({ documented, observed }: Contracts): string {
  const entries = (messages: readonly Message[]): string =>
    messages.map(({ name, payload }) => `  '${name}': ${payload};`).join('\n');
  return `
/** The documented events by their \`event_type\`. */
export interface DocumentedEventByType {
${entries(documented.messages)}
}

/** The observed events by the name of their shape. */
export interface ObservedEventByShape {
${entries(observed.messages)}
}

/** What is not an event of a Maxun server, and is known all the same, by the name of its shape. */
export interface OtherPayloadByShape {
${entries(observed.others)}
}
`;
}

const JSON_TYPE = `import type { Json } from './run.js';\n`;

const EVENT_NAMES = `/** The event types that the documentation names. */
export type DocumentedEventType = keyof DocumentedEventByType;

/** The names of the observed shapes. */
export type ObservedShape = keyof ObservedEventByShape;

/** The names of the shapes that are not events of a Maxun server. */
export type OtherShape = keyof OtherPayloadByShape;

/** Every event type that a Maxun server is known to send. */
export type EventType = DocumentedEvent['event_type'] | ObservedEvent['event_type'];

/** The event types that the documentation names, in its order. */
export declare const documentedEventTypes: readonly DocumentedEventType[];

/** Every event type that a Maxun server is known to send. */
export declare const eventTypes: readonly EventType[];

/** The observed shapes: their letter, and the event type that they come with. */
export declare const observedShapes: {
  readonly [Name in ObservedShape]: {
    readonly letter: string;
    /** What sends it, in a few words. */
    readonly title: string;
    readonly eventType: ObservedEventByShape[Name]['event_type'];
    readonly summary: string;
  };
};
`;
