/**
 * TypeScript of a robot's data.
 *
 * @module codegen/robot/render
 */
import { printable } from '../../validation/printable.ts';
import { toPascalCase, TypeNames } from './names.ts';
import type { InferredSchema, RobotSchema } from './schema.ts';

/** What {@link renderTypes} writes about. */
export interface Rendered {
  readonly robotId: string;
  readonly robotName: string;
  readonly schema: RobotSchema;
}

/**
 * A module with the types of a robot's data, and the robot with them.
 *
 * @param robot its id, its name, the schema of its data
 * @returns TypeScript that compiles under `strict`, whatever the other flags
 */
export function renderTypes({ robotId, robotName, schema }: Rendered): string {
  const names = new TypeNames();
  const dataName = names.take(robotName, 'Data', 'Robot');
  const { lists, texts } = schema.properties;
  const rows = groupsOf(lists, (name, at) => names.take(name, 'Row', `List${at}`));
  const records = groupsOf(texts, (name, at) => names.take(name, 'Texts', `Group${at}`));
  const title = comment(robotName);
  return [
    '// Written by `maxun-webhooks generate robot`. Do not edit: generate it again.',
    "import { defineRobot, type TypedRobot } from 'maxun-webhooks';\n",
    ...rows.map((row) => declaration(row, `A row of the list ${comment(row.name)}`)),
    ...records.map((record) => declaration(record, `A record of the captured texts ${comment(record.name)}`)),
    `/** What ${title} captures, as far as the captures show that it was generated from. */`,
    `export interface ${dataName} {\n  lists: ${mapOf(rows)};\n  texts: ${mapOf(records)};\n}\n`,
    `/** Narrows a run of ${title} to its data. */`,
    `export const ${constantName(robotName)}: TypedRobot<${dataName}> = defineRobot<${dataName}>(${quote(robotId)});\n`,
  ].join('\n');
}

interface Group {
  readonly name: string;
  readonly typeName: string;
  readonly schema: InferredSchema;
}

function groupsOf({ properties = {} }: InferredSchema, take: (name: string, at: number) => string): Group[] {
  return Object.entries(properties).map(([name, { items = {} }], at) => ({
    name,
    typeName: take(name, at),
    schema: items,
  }));
}

function declaration({ typeName, schema }: Group, description: string): string {
  return `/** ${description}. */\nexport interface ${typeName} ${objectOf(schema, '')}\n`;
}

function mapOf(groups: readonly Group[]): string {
  if (groups.length === 0) return 'Record<never, never>';
  return `{\n${groups.map(({ name, typeName }) => `    ${keyOf(name)}: ${typeName}[];\n`).join('')}  }`;
}

function objectOf({ properties = {}, required = [] }: InferredSchema, indent: string): string {
  const members = Object.entries(properties).map(([key, member]) => {
    const isOptional = !required.includes(key);
    return `${indent}  ${keyOf(key)}${isOptional ? '?' : ''}: ${typeOf(member, `${indent}  `)};\n`;
  });
  return members.length === 0 ? '{}' : `{\n${members.join('')}${indent}}`;
}

function typeOf(schema: InferredSchema, indent: string): string {
  const { type, anyOf, items } = schema;
  if (anyOf !== undefined) {
    const types = new Set(anyOf.map((variant) => typeOf(variant, indent)));
    return [...types].sort((one, other) => Number(one === 'null') - Number(other === 'null')).join(' | ');
  }
  if (schema.enum !== undefined) return schema.enum.map(quote).join(' | ');
  if (type === 'array') return `Array<${typeOf(items ?? {}, indent)}>`;
  if (type === 'object') return objectOf(schema, indent);
  if (type === 'integer') return 'number';
  return type ?? 'unknown';
}

function keyOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

/** A text as a literal. JSON's is one of TypeScript; the marks that turn the direction of text are escaped. */
function quote(text: string): string {
  const inner = printable(JSON.stringify(text)).slice(1, -1);
  return `'${inner.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A name in a comment, which it must not end. */
function comment(name: string): string {
  return printable(JSON.stringify(name.slice(0, 100))).replaceAll('*/', '*\\/');
}

function constantName(robotName: string): string {
  const name = `${toPascalCase(robotName) ?? 'My'}Robot`;
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}
