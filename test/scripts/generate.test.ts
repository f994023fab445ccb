import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type * as Events from '#generated/events.js';
import type * as Examples from '#generated/examples.js';
import type * as RunNames from '#generated/run.js';
import type * as Validators from '#generated/validators.js';
import { ContractError } from '../../scripts/contract/problem.ts';
import { generate } from '../../scripts/generate.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = 'docs/reference/normalized-run.md';
const RELEASES = 'docs/reference/maxun-releases.md';
let root: string;

const HELPERS: Validators.ValidatorHelpers = {
  collect: () => {},
  isDateTime: () => true,
  isPlain: () => true,
  stepOf: (key) => key,
  takesExtra: () => true,
};

async function copy(): Promise<void> {
  root = await mkdtemp(join(tmpdir(), 'maxun-webhooks-generate-'));
  for (const path of ['asyncapi.yaml', 'contract', 'generated', PAGE, RELEASES]) {
    await cp(join(ROOT, path), join(root, path), { recursive: true });
  }
}

const remove = (): Promise<void> => rm(root, { recursive: true, force: true });

const run = (check: boolean): Promise<string[]> => generate({ root, check, report: () => {} });

async function edit(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(root, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not hold: ${from}`);
  await writeFile(
    join(root, file),
    text.replace(from, () => to),
  );
}

async function problemsOf(promise: Promise<unknown>): Promise<ContractError['problems']> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ContractError)) throw new Error('expected a ContractError', { cause: error });
  return error.problems;
}

describe('generated/', () => {
  beforeEach(copy);
  afterEach(remove);

  test('is current but for a file that was edited, one that is missing, and one that is not generated', async () => {
    await edit('generated/events.js', 'run_completed', 'run_done');
    await rm(join(root, 'generated/examples.js'));
    await writeFile(join(root, 'generated/stray.js'), '');
    expect((await run(true)).sort()).toEqual([
      'events.js: is not what would be generated',
      'examples.js: is missing',
      'stray.js: is not generated; remove it',
    ]);
  });

  test('holds no any, no anonymous type, and nothing to import', async () => {
    const types = await readFile(join(root, 'generated/events.d.ts'), 'utf8');
    expect(types).not.toMatch(/\bany(?=[;[\]>|,])|AnonymousSchema/);
    expect(types).toContain('export type DocumentedEvent = RunCompletedEvent | RunFailedEvent;');
    expect(await readFile(join(root, 'generated/validators.js'), 'utf8')).not.toMatch(
      /\brequire\(|\bimport\b/,
    );
  });
});

describe('the contract grows by itself', () => {
  const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');
  const load = async (path: string): Promise<unknown> => import(pathToFileURL(join(root, path)).href);

  // Both changes in one run, which takes seconds.
  beforeAll(async () => {
    await copy();
    await addField();
    await addShape();
    await run(false);
  });
  afterAll(remove);

  async function addField(): Promise<void> {
    await edit(
      'asyncapi.yaml',
      '        extracted_data:\n          $ref:',
      '        duration_ms:\n          type: number\n          description: How long it took.\n' +
        '        extracted_data:\n          $ref:',
    );
    await edit(
      'asyncapi.yaml',
      '      metadata:\n                browser_id',
      '      duration_ms: 45000\n              metadata:\n                browser_id',
    );
  }

  async function addShape(): Promise<void> {
    const text = await read('contract/observed.yaml');
    const start = text.indexOf('    documentRun:\n      x-shape');
    const message = text.slice(start, text.indexOf('    failedRun:\n      x-shape'));
    const monitor = message
      .replace(
        'documentRun:\n      x-shape: E',
        'monitorRun:\n      x-shape: M\n      x-told-by: { required: [changes] }',
      )
      .replaceAll('document-run', 'monitor-run')
      .replace("title: 'Shape E: a document robot'", 'title: A monitor robot')
      .replace('status: success', 'status: success\n              changes: 3');
    await edit('contract/observed.yaml', message, `${message}${monitor}`);
    await edit(
      'contract/observed.yaml',
      '      documentRun:\n        $ref:',
      "      monitorRun:\n        $ref: '#/components/messages/monitorRun'\n      documentRun:\n        $ref:",
    );
  }

  test('a new field is in types, validators, schemas, pages, examples and the run', async () => {
    expect(await read('generated/events.d.ts')).toContain('duration_ms?: number;');
    expect(await read('generated/run.d.ts')).toMatch(
      /How long it took\.\n \s+\*\n \s+\* From `data\.duration_ms` \(`run_completed`\)\.\n \s+\*\/\n  durationMs\?: number;/,
    );
    expect(await read('generated/schemas/run_completed.json')).toContain('"duration_ms"');
    expect(await read('generated/contract.html')).toContain('<code>duration_ms</code>');
    expect(await read(PAGE)).toMatch(
      /`run\.durationMs` +\| `number`: How long it took\. +\| `data\.duration_ms`/,
    );
    const { documentedExamples } = (await load('generated/examples.js')) as typeof Examples;
    expect(documentedExamples.run_completed.payload.data).toMatchObject({ duration_ms: 45_000 });
    const { createValidators } = (await load('generated/validators.js')) as typeof Validators;
    const found: string[] = [];
    const collect: Validators.ValidatorHelpers['collect'] = (path, keyword) =>
      void found.push(`${keyword} ${path}`);
    const { documented } = createValidators({ ...HELPERS, collect });
    const event = structuredClone(documentedExamples.run_completed.payload);
    documented.run_completed({ ...event, data: { ...event.data, duration_ms: 'long' } });
    expect(found).toEqual(['type /data/duration_ms']);
    const { runFields } = (await load('generated/run.js')) as typeof RunNames;
    expect(runFields.data).toContainEqual({ name: 'duration_ms', read: 'number', path: ['durationMs'] });
  });

  test('a new shape is told apart, in its order', async () => {
    const { createValidators } = (await load('generated/validators.js')) as typeof Validators;
    const shapes = createValidators(HELPERS).shapes.get('run_completed') ?? [];
    expect(shapes.map(([shape]) => shape).slice(-2)).toEqual(['monitor-run', 'document-run']);
    expect(shapes.find(([, isTold]) => isTold({ changes: 3 }))?.[0]).toBe('monitor-run');
    const { observedShapes } = (await load('generated/events.js')) as typeof Events;
    expect(observedShapes).toMatchObject({ 'monitor-run': { letter: 'M', title: 'A monitor robot' } });
    expect(await read(RELEASES)).toMatch(/^\| `monitor-run` +\| .* \| `monitor-run` +\|/m);
  });

  test('every member of the run says where its value comes from', async () => {
    const members = (await read('generated/run.d.ts')).split('export interface RunFields')[1] ?? '';
    expect(members.match(/^  \w+\??: (?!Run(?:Robot|Screenshots|Counts))/gm)?.length).toBe(
      members.match(/\* From `data\./g)?.length,
    );
  });
});

describe('a wrong contract is refused', () => {
  beforeEach(copy);
  afterEach(remove);

  test('with the line and pointer of an example that does not meet its schema', async () => {
    await edit('asyncapi.yaml', 'status: test\n', 'status: done\n');
    const [problem] = await problemsOf(run(true));
    expect(problem).toMatchObject({
      file: 'asyncapi.yaml',
      pointer: '/components/messages/runCompleted/examples/0/payload/data/status',
    });
    const lines = (await readFile(join(root, 'asyncapi.yaml'), 'utf8')).split('\n');
    expect(lines[(problem?.line ?? 0) - 1]).toContain('status: done');
  });

  test("with the pointer of an example's header", async () => {
    await edit('asyncapi.yaml', "webhook-timestamp: '1748533995'", "webhook-timestamp: 'noon'");
    const [problem] = await problemsOf(run(true));
    expect(problem?.pointer).toBe('/components/messages/runCompleted/examples/0/headers/webhook-timestamp');
  });

  test('with the place of what the AsyncAPI parser finds', async () => {
    await edit('contract/observed.yaml', 'action: send', 'action: shout');
    const problems = await problemsOf(run(true));
    expect(problems[0]).toMatchObject({
      file: 'contract/observed.yaml',
      pointer: '/operations/sendObserved/action',
    });
  });

  test('with the place of words that no validator would check', async () => {
    const status = 'status:\n          type: string';
    await edit('contract/observed.yaml', status, `${status}\n          minLength: 5\n          format: uri`);
    const problems = await problemsOf(run(true));
    expect(problems.map(({ pointer }) => pointer)).toEqual(
      ['minLength', 'format'].map((word) => `/components/schemas/ExtractRunData/properties/status/${word}`),
    );
    expect(problems[0]?.message).toContain('"minLength":5 would not be checked');
  });

  test('where a schema without a name would become a type', async () => {
    await edit(
      'asyncapi.yaml',
      "        metadata:\n          $ref: '#/components/schemas/RunFailedMetadata'",
      '        metadata:\n          type: object\n          properties:\n            browserId:\n              type: string',
    );
    await expect(run(true)).rejects.toThrow(/without a name/);
  });
});
