/**
 * Writes `schemas/*.json`: a JSON Schema per message.
 *
 * @module scripts/output/schemas
 */
import { type JsonSchema, reachable } from '../codegen/json-schema.ts';
import { allDefinitions, allMessages, type Contracts } from './contracts.ts';
import { literal, type OutputFile } from './file.ts';

/**
 * A self-contained JSON Schema (draft-07) per message.
 *
 * @param contracts both contracts
 */
export function writeSchemas(contracts: Contracts): OutputFile[] {
  const definitions = allDefinitions(contracts);
  return allMessages(contracts).map(({ name, payload }) => {
    const schema: JsonSchema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: `urn:maxun:webhooks:${name}`,
      title: payload,
      ...definitions[payload],
      definitions: reachable({ ...definitions[payload] }, definitions),
    };
    return { path: `schemas/${name}.json`, content: `${literal(schema)}\n` };
  });
}
