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
import type { Definitions } from './json-schema.ts';
import { renderModels } from './models.ts';

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
  const rendered = await renderModels(new SplittingGenerator(OPTIONS), definitions);
  const order = Object.keys(definitions).filter((name) => definitions[name]?.type !== 'array');
  const missing = order.filter((name) => !rendered.has(name));
  if (missing.length > 0) throw new TypeError(`No type was made of: ${missing.join(', ')}.`);
  return order.map((name) => rendered.get(name)).join('\n\n');
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
