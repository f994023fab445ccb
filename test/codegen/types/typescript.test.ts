import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Webhook } from 'standardwebhooks';
import ts from 'typescript';
import { beforeAll, expect, test } from 'vitest';
import { documentedExamples } from '#generated/examples.js';
import { generateTypes, writeFiles } from '../../../src/codegen/index.ts';
import { generateSecret, sign } from '../../../src/signature/index.ts';
import { casesOf } from './corpus.ts';

interface Generated {
  parseEvent(body: string): { readonly shape: string; readonly event: unknown };
}

/** A program that uses the types: each line is right or wrong as it says. */
const USER = `import { parseEvent, type ExtractRunEvent } from './maxun-webhooks/index.js';

const parsed = parseEvent('{}');
switch (parsed.shape) {
  case 'documented':
    if (parsed.event.event_type === 'run_failed') parsed.event.data.error.message.trim();
    else parsed.event.data.robot_id.trim();
    break;
  case 'extract-run': {
    const event: ExtractRunEvent = parsed.event;
    event.data.extracted_data.captured_lists;
    break;
  }
  case 'unknown':
    // @ts-expect-error nothing is known of it
    parsed.event.data;
    break;
  // @ts-expect-error there is no such shape
  case 'other':
}
`;

let folder: string;
let generated: Generated;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maxun-webhooks-typescript-'));
  await writeFiles(folder, generateTypes('typescript').files, { force: false, dryRun: false });
  writeFileSync(join(folder, 'user.ts'), USER);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});

const base: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  lib: ['lib.es2022.d.ts'],
  types: [],
};

test.each([
  ['strict', base],
  [
    'stricter',
    {
      ...base,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      noUnusedLocals: true,
      noPropertyAccessFromIndexSignature: true,
    },
  ],
])('the TypeScript types compile under a %s tsconfig', (_, options) => {
  const program = ts.createProgram([join(folder, 'user.ts')], options);
  const messages = ts.getPreEmitDiagnostics(program).map(({ messageText, file, start }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, '\n');
    return `${file?.fileName} ${start}: ${text}`;
  });
  expect(messages).toEqual([]);
  program.emit();
});

test('they tell shapes apart as this package does, and give back the same JSON', async () => {
  generated = (await import(pathToFileURL(join(folder, 'maxun-webhooks/index.js')).href)) as Generated;
  for (const { body, shape } of casesOf(11)) {
    const parsed = generated.parseEvent(body);
    expect(parsed.shape, body).toBe(shape);
    expect(JSON.stringify(parsed.event)).toBe(JSON.stringify(JSON.parse(body)));
  }
});

test('they know whole numbers', async () => {
  const { contract } = (await import(pathToFileURL(join(folder, 'maxun-webhooks/contract.js')).href)) as {
    contract: { observed: object[]; definitions: Record<string, object> };
  };
  contract.observed.push({ name: 'counted', eventType: 'counted', payload: 'Counted' });
  contract.definitions['Counted'] = { type: 'object', properties: { n: { type: ['integer', 'null'] } } };
  const shapeOf = (n: unknown): unknown =>
    generated.parseEvent(JSON.stringify({ event_type: 'counted', n })).shape;
  expect([1, -7, 1e300, null].map(shapeOf)).toEqual(['counted', 'counted', 'counted', 'counted']);
  expect([1.5, '1', true].map(shapeOf)).toEqual(['unknown', 'unknown', 'unknown']);
});

test('they parse a signed delivery that the Standard Webhooks library verifies', async () => {
  const { secret } = await generateSecret();
  const body = JSON.stringify(documentedExamples.run_failed.payload);
  const timestamp = Math.floor(Date.now() / 1000);
  const headers = await sign(body, { id: 'msg_typescript', timestamp, secrets: [secret] });
  new Webhook(secret).verify(body, { ...headers });
  expect(generated.parseEvent(body).shape).toBe('documented');
});

test('they import nothing from outside their folder', () => {
  for (const { content } of generateTypes('typescript').files) {
    for (const [, module] of content.matchAll(/from '([^']+)'/g)) expect(module).toMatch(/^\.\//);
  }
  expect(readFileSync(join(folder, 'maxun-webhooks/index.ts'), 'utf8')).toContain('parseEvent');
});
