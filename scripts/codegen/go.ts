/**
 * Structs of Go from JSON Schema definitions, by Modelina.
 *
 * Modelina's own unions lose values, and its structs what they have no field for: a union is `any` here, and each struct has
 * `Extra`, with which `model.go` reads and writes it.
 *
 * @module codegen/go
 * @see https://github.com/asyncapi/modelina
 */
import {
  type ConstrainedObjectModel,
  type ConstrainedObjectPropertyModel,
  GoGenerator,
  type MetaModel,
  split,
} from '@asyncapi/modelina';
import type { Definitions } from './json-schema.ts';
import { renderModels } from './models.ts';

/**
 * Writes a struct for each definition that is an object with fields. Other definitions are written where they are used.
 *
 * @param definitions named draft-07 schemas that refer to each other as `#/definitions/Name`
 * @param events names of the definitions that are events
 * @returns Go source: the structs with their methods, in the definitions' order
 * @throws {TypeError} if a schema without a name would have to become a struct
 */
export async function renderGo(definitions: Definitions, events: readonly string[]): Promise<string> {
  const rendered = await renderModels(new ObjectsGenerator(OPTIONS), definitions);
  const structs = Object.keys(definitions).map((name) => rendered.get(name) ?? '');
  const cases = events.map((name) => `\tcase "${name}":\n\t\treturn &${name}{}\n`).join('');
  return [
    IMPORTS,
    ...structs.filter((text) => text !== ''),
    ...events.map((name) => PAYLOAD.replace('NAME', name)),
    `// newEvent makes an empty event.\nfunc newEvent(name string) Event {\n\tswitch name {\n${cases}\t}\n\treturn &UnknownEvent{}\n}\n`,
  ].join('\n\n');
}

const IMPORTS = `package maxunwebhooks

import (
\t"encoding/json"
\t"reflect"
)`;

const PAYLOAD = `// Payload returns the event as encoding/json takes it, with all that it was made from.
func (m *NAME) Payload() any { return encode(reflect.ValueOf(m)) }`;

/** Gives objects alone a struct of their own: Go writes everything else where it is used. */
class ObjectsGenerator extends GoGenerator {
  override splitMetaModel(model: MetaModel): MetaModel[] {
    return split(model, { splitObject: true });
  }
}

function structOf({ name, originalInput, properties }: ConstrainedObjectModel): string {
  const members = Object.values(properties).map(memberOf).join('\n');
  return `${comment(`${name}: `, originalInput, '')}type ${name} struct {
${members}
\t// Extra has the members without a field, and those that are null.
\tExtra Extra \`json:"-"\`
}

// MarshalJSON writes the names on the wire, with all that was read.
func (m ${name}) MarshalJSON() ([]byte, error) {
	return json.Marshal(encode(reflect.ValueOf(m)))
}

// UnmarshalJSON keeps what has no field in Extra.
func (m *${name}) UnmarshalJSON(data []byte) error { return unmarshal(data, m) }`;
}

/** Lists, maps and \`any\` can be nil themselves; everything else is a pointer if it can be absent. */
function memberOf({ unconstrainedPropertyName, required, property }: ConstrainedObjectPropertyModel): string {
  const pointer = required || /^(?:\[\]|map\[|any$)/.test(property.type) ? '' : '*';
  const tag = `json:"${unconstrainedPropertyName}${required ? '' : ',omitempty'}"`;
  const name = fieldName(unconstrainedPropertyName);
  return `${comment(`${name}: `, property.originalInput, '\t')}\t${name} ${pointer}${property.type} \`${tag}\`\n`;
}

function comment(before: string, schema: unknown, indent: string): string {
  const { description } = Object(schema) as { description?: unknown };
  if (typeof description !== 'string') return '';
  const lines = `${before}${description}`.split('\n');
  return lines.map((line) => `${indent}//${line === '' ? '' : ` ${line}`}\n`).join('');
}

/** Words that Go writes in capitals. */
const INITIALISMS: ReadonlySet<string> = new Set(['id', 'url', 'html', 'http', 'api', 'json']);

function fieldName(key: string): string {
  const words = key.replaceAll(/(?<=[a-z\d])[A-Z]/g, (letter) => `_${letter}`).split(/[^A-Za-z\d]+/);
  const spell = (word: string): string =>
    INITIALISMS.has(word.toLowerCase())
      ? word.toUpperCase()
      : `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  return words.map(spell).join('');
}

const OPTIONS: ConstructorParameters<typeof GoGenerator>[0] = {
  processorOptions: { interpreter: { ignoreAdditionalProperties: true } },
  typeMapping: {
    Any: () => 'any',
    Float: () => 'float64',
    Integer: () => 'float64',
    Array: ({ constrainedModel }) => `[]${constrainedModel.valueModel.type}`,
    Dictionary: ({ constrainedModel }) => `map[string]${constrainedModel.value.type}`,
    Enum: () => 'string',
    Reference: ({ constrainedModel }) => constrainedModel.ref.type,
    Union: ({ constrainedModel }) => {
      const isNull = (schema: unknown): boolean => (Object(schema) as { type?: unknown }).type === 'null';
      const types = constrainedModel.union.filter(({ originalInput }) => !isNull(originalInput));
      const [only, ...others] = new Set(types.map(({ type }) => type));
      return only !== undefined && others.length === 0 ? only : 'any';
    },
  },
  constraints: { modelName: ({ modelName }) => modelName },
  presets: [{ struct: { self: ({ model }) => structOf(model) } }],
};
