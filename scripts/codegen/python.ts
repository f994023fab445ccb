/**
 * Dataclasses of Python from JSON Schema definitions, by Modelina.
 *
 * Attributes are in snake_case, as in all of Python; each field says by which key it is on the wire.
 *
 * @module codegen/python
 * @see https://github.com/asyncapi/modelina
 */
import {
  type ConstrainedMetaModel,
  type ConstrainedObjectModel,
  ConstrainedReferenceModel,
  type ConstrainedObjectPropertyModel,
  type MetaModel,
  PythonGenerator,
  split,
} from '@asyncapi/modelina';
import type { Definitions } from './json-schema.ts';
import { renderModels } from './models.ts';

/**
 * Writes a dataclass for each definition that is an object with fields. Other definitions are written where they are used.
 *
 * @param definitions named draft-07 schemas that refer to each other as `#/definitions/Name`
 * @param events names of the definitions that are events, of which `Event` is the union
 * @returns a Python module: the classes, in the definitions' order
 * @throws {TypeError} if a schema without a name would have to become a class
 */
export async function renderPython(definitions: Definitions, events: readonly string[]): Promise<string> {
  const rendered = await renderModels(new ObjectsGenerator(OPTIONS), definitions);
  const names = Object.keys(definitions).filter((name) => (rendered.get(name) ?? '') !== '');
  const all = [...names, 'Event'].map((name) => `    "${name}",\n`).join('');
  return [
    IMPORTS,
    ...names.map((name) => rendered.get(name)?.trimEnd()),
    `Event = ${events.join(' | ')}\n\n__all__ = [\n${all}]\n`,
  ].join('\n\n\n');
}

const IMPORTS = `from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from ._model import Model`;

/** Gives objects alone a class of their own: Python writes everything else where it is used. */
class ObjectsGenerator extends PythonGenerator {
  override splitMetaModel(model: MetaModel): MetaModel[] {
    return split(model, { splitObject: true });
  }
}

function classOf({ name, originalInput, properties }: ConstrainedObjectModel): string {
  const members = Object.values(properties).map(memberOf);
  const head = `@dataclass(kw_only=True)\nclass ${name}(Model):\n`;
  return `${head}${docstring(originalInput)}\n${members.join('\n')}`;
}

function memberOf({
  propertyName,
  unconstrainedPropertyName,
  required,
  property,
}: ConstrainedObjectPropertyModel): string {
  const fixed: unknown = property.options.const?.originalInput;
  const type = fixed === undefined ? typeOf(property) : `Literal[${literal(fixed)}]`;
  const isOptional = !required && !/\bNone$/.test(type);
  const value = required ? fixed : null;
  const key = unconstrainedPropertyName === propertyName ? undefined : unconstrainedPropertyName;
  const line = `    ${propertyName}: ${type}${isOptional ? ' | None' : ''}${assignment(key, value)}`;
  return `${line}\n${docstring(property.originalInput)}`;
}

function assignment(key: string | undefined, value: unknown): string {
  if (key === undefined) return value === undefined ? '' : ` = ${literal(value)}`;
  const preset = value === undefined ? '' : `, default=${literal(value)}`;
  return ` = field(metadata={"key": ${JSON.stringify(key)}}${preset})`;
}

/** The description of a class or of an attribute; an attribute whose type is a class has the description of that class. */
function docstring(schema: unknown): string {
  const { description } = Object(schema) as { description?: unknown };
  if (typeof description !== 'string') return '';
  const lines = description.replaceAll('\\', '\\\\').split('\n');
  const last = lines.length > 1 ? '\n    """' : '"""';
  return `    """${lines.map((line, at) => (at === 0 || line === '' ? line : `    ${line}`)).join('\n')}${last}\n`;
}

function typeOf(model: ConstrainedMetaModel): string {
  return model instanceof ConstrainedReferenceModel && model.ref.type === model.ref.name
    ? model.name
    : model.type;
}

/** A value of JSON as Python writes it. */
function literal(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value === null ? 'None' : JSON.stringify(value);
}

const OPTIONS: ConstructorParameters<typeof PythonGenerator>[0] = {
  processorOptions: { interpreter: { ignoreAdditionalProperties: true } },
  typeMapping: {
    Any: ({ constrainedModel }) => (constrainedModel.originalInput?.type === 'null' ? 'None' : 'Any'),
    Array: ({ constrainedModel }) => `list[${constrainedModel.valueModel.type}]`,
    Dictionary: ({ constrainedModel }) =>
      `dict[${constrainedModel.key.type}, ${constrainedModel.value.type}]`,
    Enum: ({ constrainedModel }) =>
      `Literal[${constrainedModel.values.map(({ originalInput }) => literal(originalInput)).join(', ')}]`,
    Union: ({ constrainedModel }) => [...new Set(constrainedModel.union.map(({ type }) => type))].join(' | '),
  },
  constraints: {
    modelName: ({ modelName }) => modelName,
    constant: ({ constrainedMetaModel }) => literal(constrainedMetaModel.options.const?.originalInput),
  },
  presets: [{ class: { self: ({ model }) => classOf(model) } }],
};
