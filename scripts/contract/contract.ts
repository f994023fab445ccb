/**
 * A contract as the generator reads it: its messages, their schemas, their examples.
 *
 * @module scripts/contract/contract
 * @see https://www.asyncapi.com/docs/reference/specification/v3.0.0
 */
import { Parser } from '@asyncapi/parser';
import { type Definitions, type JsonSchema, mapSchema, parseRef } from '../codegen/json-schema.ts';
import { ContractError, type Problem } from './problem.ts';
import { ContractSource, type Path } from './source.ts';

/** An example of a message, as the contract writes it. */
export interface Example {
  readonly name: string;
  readonly summary: string;
  /** The releases of Maxun that send it, such as `v0.0.31 to v0.0.43`; of observed examples alone. */
  readonly releases: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Where the example is in the document. */
  readonly path: Path;
}

/** One message of a contract. */
export interface Message {
  /** Its `name`: an event type in the documented contract, the name of a shape in the observed one. */
  readonly name: string;
  /** The letter of an observed shape. */
  readonly letter: string | undefined;
  /** Its place in the channel: a payload that meets several messages has the shape of the first. */
  readonly rank: number;
  /** What tells an observed shape from those after it, as a schema of `data`. */
  readonly toldBy: JsonSchema | undefined;
  readonly title: string;
  readonly summary: string;
  /** Name of the schema of its payload. */
  readonly payload: string;
  /** Name of the schema of its headers. */
  readonly headers: string;
  /** The literal of the payload's `event_type`; absent if it has no such field. */
  readonly eventType: string | undefined;
  readonly examples: readonly Example[];
  /** Where the message is in the document. */
  readonly path: Path;
}

/** A contract: one AsyncAPI document. */
export interface Contract {
  readonly source: ContractSource;
  /** The events. */
  readonly messages: readonly Message[];
  /** What is sent elsewhere, and has no event type. */
  readonly others: readonly Message[];
  /** Its schemas, which refer to each other as `#/definitions/Name`. */
  readonly definitions: Definitions;
  /** The same, with the `x-` words that only this generator reads. */
  readonly annotated: Definitions;
}

/** Messages in the order in which a payload is compared with them. */
export function byRank(messages: readonly Message[]): Message[] {
  return [...messages].sort((one, other) => one.rank - other.rank);
}

/** The severity of a warning in the parser's diagnostics; 0 is an error, 2 and 3 are advice. */
const WARNING: number = 1;

interface RawMessage {
  name: string;
  title: string;
  summary: string;
  payload: { $ref: string };
  headers: { $ref: string };
  examples: Omit<Example, 'releases' | 'path'>[];
  'x-releases'?: Record<string, string>;
  'x-shape'?: string;
  'x-told-by'?: JsonSchema;
}

/**
 * Reads a contract.
 *
 * @param file path of the file, relative to the project's root, for messages
 * @param text its YAML, an AsyncAPI 3.0.0 document
 * @returns its messages and schemas
 * @throws {ContractError} if the AsyncAPI parser has a warning or an error
 */
export async function parseContract(file: string, text: string): Promise<Contract> {
  const source = new ContractSource(file, text);
  const { diagnostics } = await new Parser().parse(text, { source: file });
  const problems = diagnostics
    .filter(({ severity }): boolean => (severity as number) <= WARNING)
    .map(({ path, message, code }): Problem => source.problem(path, `${message} (${String(code)})`));
  if (problems.length > 0) throw new ContractError(problems);
  return readContract(source);
}

/**
 * Reads a contract whose form is known to be right.
 *
 * @param source its text and value
 * @returns its messages and schemas
 */
export function readContract(source: ContractSource): Contract {
  const { channels, components } = source.value as {
    channels: { webhook: { messages: Record<string, unknown> } };
    components: { messages: Record<string, RawMessage>; schemas: Definitions };
  };
  const annotated = mapDefinitions(components.schemas, withLocalRef);
  const definitions = mapDefinitions(annotated, withoutExtensions);
  const order = Object.keys(channels.webhook.messages);
  const all = Object.entries(components.messages).map(([key, raw]) => ({
    ...readMessage(raw, ['components', 'messages', key], definitions),
    rank: order.indexOf(key),
  }));
  const messages = all.filter(({ eventType }) => eventType !== undefined);
  const others = all.filter(({ eventType }) => eventType === undefined);
  return { source, messages, others, definitions, annotated };
}

function readMessage(raw: RawMessage, path: Path, definitions: Definitions): Omit<Message, 'rank'> {
  const payload = parseRef(raw.payload.$ref);
  const eventType = definitions[payload]?.properties?.['event_type']?.const;
  return {
    name: raw.name,
    letter: raw['x-shape'],
    toldBy: raw['x-told-by'],
    title: raw.title.replace(/^Shape \w: /, ''),
    summary: raw.summary,
    payload,
    headers: parseRef(raw.headers.$ref),
    eventType: eventType === undefined ? undefined : String(eventType),
    examples: raw.examples.map((example, index) => ({
      ...example,
      releases: raw['x-releases']?.[example.name],
      path: [...path, 'examples', index],
    })),
    path,
  };
}

function mapDefinitions(definitions: Definitions, change: (schema: JsonSchema) => JsonSchema): Definitions {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [name, mapSchema(schema, change)]),
  );
}

/** Strict validators refuse words that they do not know. */
function withoutExtensions(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([word]) => !word.startsWith('x-')));
}

function withLocalRef(schema: Definitions[string]): Definitions[string] {
  return schema.$ref === undefined ? schema : { ...schema, $ref: `#/definitions/${parseRef(schema.$ref)}` };
}
