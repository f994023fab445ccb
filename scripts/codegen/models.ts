/**
 * Hands definitions to a generator of Modelina, and takes from it one piece of code per definition.
 *
 * @module codegen/models
 * @see https://github.com/asyncapi/modelina
 */
import type { OutputModel } from '@asyncapi/modelina';
import { type Definitions, type JsonSchema, mapSchema } from './json-schema.ts';

/** Modelina wants one root: a throw-away object with a property per definition. */
const ROOT = 'ThrowAwayRoot';

/**
 * Renders definitions.
 *
 * @param generator of a language, from Modelina
 * @param definitions named draft-07 schemas that refer to each other as `#/definitions/Name`
 * @returns the code of each that the generator made a type of, by its name
 * @throws {TypeError} if a schema without a name became a type
 */
export async function renderModels(
  generator: { generate(schema: unknown): Promise<readonly OutputModel[]> },
  definitions: Definitions,
): Promise<Map<string, string>> {
  const models = await generator.generate(rootOf(definitions));
  const rendered = new Map(models.map((model) => [model.modelName, model.result]));
  rendered.delete(ROOT);
  for (const name of rendered.keys()) assertNamed(name, definitions);
  return rendered;
}

function assertNamed(name: string, definitions: Definitions): void {
  if (Object.hasOwn(definitions, name)) return;
  throw new TypeError(
    `A schema without a name became the type ${name}: give it a name of its own, and refer to it.`,
  );
}

function rootOf(definitions: Definitions): JsonSchema {
  const named = Object.entries(definitions).map(([name, schema]): [string, JsonSchema] => [
    name,
    { ...mapSchema(schema, toTypeable), $id: name },
  ]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: ROOT,
    type: 'object',
    properties: Object.fromEntries(named.map(([name]) => [name, { $ref: `#/definitions/${name}` }])),
    definitions: Object.fromEntries(named),
  };
}

/** A type cannot say `not`. A description ends up in a comment, which the end of a comment in it would cut short. */
function toTypeable(schema: JsonSchema): JsonSchema {
  const typeable = { ...schema };
  delete typeable.not;
  if (schema.description !== undefined) {
    typeable.description = schema.description.replaceAll('*/', '* /').replaceAll('"""', "'''").trim();
  }
  return typeable;
}
