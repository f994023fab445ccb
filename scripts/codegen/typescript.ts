/**
 * TypeScript types from JSON Schema definitions, by Modelina.
 *
 * Wire names stay as they are, a `const` becomes a literal type (so that a union of events is discriminated),
 * and what the schema leaves open is `Json`, which the file has to import.
 *
 * @module codegen/typescript
 * @see https://github.com/asyncapi/modelina
 */
import {
  type MetaModel,
  type TypeScriptOptions,
  type TypeScriptPreset,
  split,
  TS_DESCRIPTION_PRESET,
  TypeScriptGenerator,
} from '@asyncapi/modelina';
import { type Definitions, type JsonSchema, mapSchema } from './json-schema.ts';

/** Modelina wants one root: a throw-away object with a property per definition. */
const ROOT = 'ThrowAwayRoot';
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/**
 * Writes one exported type per definition.
 *
 * @param definitions named draft-07 schemas that refer to each other as `#/definitions/Name`; every `oneOf` and every
 * dictionary has to have a name of its own here
 * @returns TypeScript source: exported interfaces and type aliases with doc comments, in the definitions' order; an
 * array is written where it is used, as `Item[]`
 * @throws {TypeError} if a schema without a name would have to become a type
 */
export async function renderTypes(definitions: Definitions): Promise<string> {
  const models = await new SplittingGenerator(OPTIONS).generate(rootOf(definitions));
  const order = Object.keys(definitions).filter((name) => definitions[name]?.type !== 'array');
  const rendered = new Map(models.map((model) => [model.modelName, model.result]));
  rendered.delete(ROOT);
  for (const name of rendered.keys()) assertNamed(name, definitions);
  const missing = order.filter((name) => !rendered.has(name));
  if (missing.length > 0) throw new TypeError(`No type was made of: ${missing.join(', ')}.`);
  return order.map((name) => rendered.get(name)).join('\n\n');
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

/** A type cannot say `not`. A description ends up in a doc comment, which the end of a comment in it would cut short. */
function toTypeable(schema: JsonSchema): JsonSchema {
  const typeable = { ...schema };
  delete typeable.not;
  if (schema.description !== undefined) {
    typeable.description = schema.description.replaceAll('*/', '* /').trim();
  }
  return typeable;
}

/** Gives enums, objects, unions, arrays and dictionaries that have a name a type of their own. */
class SplittingGenerator extends TypeScriptGenerator {
  override splitMetaModel(model: MetaModel): MetaModel[] {
    return split(model, { splitEnum: true, splitObject: true, splitUnion: true, splitDictionary: true });
  }
}

const EXPORT: TypeScriptPreset = {
  interface: { self: ({ content }) => `export ${content}` },
  type: { self: ({ content }) => `export ${content}` },
  enum: { self: ({ content }) => `export ${content}` },
};

const OPTIONS: ConstructorParameters<typeof TypeScriptGenerator>[0] = {
  modelType: 'interface',
  enumType: 'union',
  mapType: 'record',
  typeMapping: { Any: () => 'Json' },
  processorOptions: { interpreter: { ignoreAdditionalProperties: true } },
  constraints: {
    modelName: ({ modelName }) => modelName,
    propertyKey: ({ objectPropertyModel: { propertyName } }) =>
      IDENTIFIER.test(propertyName) ? propertyName : JSON.stringify(propertyName),
    constant: ({ constrainedMetaModel }) => {
      const constant = constrainedMetaModel.options.const;
      return constant === undefined ? undefined : JSON.stringify(constant.originalInput);
    },
    enumValue: ({ enumValue }) => JSON.stringify(enumValue),
  },
  // The export has to be there before the description is put above it.
  presets: [EXPORT, TS_DESCRIPTION_PRESET] satisfies TypeScriptOptions['presets'],
};
