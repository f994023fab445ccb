/**
 * Both contracts together, as the writers of `generated/` take them.
 *
 * @module scripts/output/contracts
 */
import type { Definitions } from '../codegen/json-schema.ts';
import type { Contract, Message } from '../contract/contract.ts';
import { parsePointer } from '../contract/source.ts';
import type { OutputFile } from './file.ts';

/** Both contracts. */
export interface Contracts {
  /** `asyncapi.yaml`: one message per documented event. */
  readonly documented: Contract;
  /** `contract/observed.yaml`: one message per observed shape. */
  readonly observed: Contract;
}

/** Every message, the documented ones first, and those that are not events last. */
export function allMessages({ documented, observed }: Contracts): Message[] {
  return [...documented.messages, ...observed.messages, ...observed.others];
}

/**
 * Every schema of both contracts.
 *
 * @throws {TypeError} if both use a name for different schemas
 */
export function allDefinitions({ documented, observed }: Contracts): Definitions {
  const clash = Object.keys(documented.definitions).find((name) => name in observed.definitions);
  if (clash !== undefined) {
    throw new TypeError(`Both contracts have a schema ${clash}: give the one in observed.yaml another name.`);
  }
  return { ...documented.definitions, ...observed.definitions };
}

/** The documents themselves, each `$ref` replaced by what it points to, as a file for tools that follow no reference. */
export function writeContracts({ documented, observed }: Contracts): OutputFile {
  const content = { documented: inlined(documented.source.value), observed: inlined(observed.source.value) };
  return { path: 'contract.json', content: `${JSON.stringify(content)}\n` };
}

/** Every reference of a contract is local, and the parser has refused those that hold themselves. */
function inlined(document: unknown): unknown {
  const resolve = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(resolve);
    if ('$ref' in value) return resolve(valueAt(document, String(value.$ref).slice(1)));
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member)]));
  };
  return resolve(document);
}

function valueAt(document: unknown, pointer: string): unknown {
  return parsePointer(pointer).reduce<unknown>(
    (value, key) => (value as Record<string, unknown>)[key],
    document,
  );
}
