/**
 * Writes `types/`: the events and the run as types of other languages, and `contract.json`, which tells shapes apart there.
 *
 * The hand-written rest of what `maxun-webhooks generate types` copies is in `src/codegen/types/templates/`.
 *
 * @module scripts/output/other-languages
 */
import { type Definitions, type JsonSchema, mapSchema, reachable } from '../codegen/json-schema.ts';
import { renderPython } from '../codegen/python.ts';
import { byRank, type Message } from '../contract/contract.ts';
import { allDefinitions, type Contracts } from './contracts.ts';
import type { OutputFile } from './file.ts';
import { runDefinitions } from './run-schema.ts';
import { runValuesOf } from './run.ts';

const BANNER = 'Written by maxun-webhooks from its contracts. Do not edit: generate it again.';

/**
 * The types of each language, and what its hand-written code reads.
 *
 * @param contracts both contracts
 * @throws {TypeError} if a schema has no name
 */
export async function writeOtherLanguages(contracts: Contracts): Promise<OutputFile[]> {
  const definitions = { ...payloadsOf(contracts), ...runDefinitions(contracts) };
  const classes = await renderPython(definitions);
  const events = messagesOf(contracts).map(({ payload }) => payload);
  const names = [...Object.keys(definitions).filter((name) => classes.includes(`class ${name}(`)), 'Event'];
  const all = `__all__ = [\n${names.map((name) => `    "${name}",\n`).join('')}]\n`;
  const python = `"""${BANNER}"""\n\n${PYTHON_IMPORTS}\n\n${classes}\n\n\nEvent = ${events.join(' | ')}\n\n${all}`;
  return [
    { path: 'types/contract.json', content: `${JSON.stringify(contractOf(contracts))}\n` },
    { path: 'types/python/models.py', content: python },
  ];
}

const PYTHON_IMPORTS = `from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from ._model import Model
`;

function payloadsOf(contracts: Contracts): Definitions {
  const messages = messagesOf(contracts);
  const refs = messages.map(({ payload }) => ({ $ref: `#/definitions/${payload}` }));
  return reachable({ oneOf: refs }, allDefinitions(contracts));
}

function messagesOf({ documented, observed }: Contracts): Message[] {
  return [documented.messages, observed.messages, observed.others].flatMap(byRank);
}

/** What tells shapes apart, and where the fields of the run are. */
function contractOf(contracts: Contracts): object {
  const { documented, observed } = contracts;
  const shapeOf = ({ name, eventType, payload, toldBy }: Message): object => ({
    name,
    eventType,
    payload,
    ...(toldBy && { toldBy }),
  });
  return {
    documented: documented.messages.map(shapeOf),
    observed: byRank(observed.messages).map(shapeOf),
    others: observed.others.map(shapeOf),
    ...runValuesOf(contracts),
    definitions: Object.fromEntries(
      Object.entries(payloadsOf(contracts)).map(([name, schema]) => [name, mapSchema(schema, withoutWords)]),
    ),
  };
}

function withoutWords(schema: JsonSchema): JsonSchema {
  const { description: _, ...rest } = schema;
  return rest;
}
