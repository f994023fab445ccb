/**
 * Both contracts together, as the writers of `generated/` take them.
 *
 * @module scripts/output/contracts
 */
import type { Definitions } from '../codegen/json-schema.ts';
import type { Contract, Message } from '../contract/contract.ts';

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
