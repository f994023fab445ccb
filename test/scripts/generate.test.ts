import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ContractError } from '../../scripts/contract/problem.ts';
import { generate } from '../../scripts/generate.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'maxun-webhooks-generate-'));
  for (const path of ['asyncapi.yaml', 'contract', 'generated']) {
    await cp(join(ROOT, path), join(root, path), { recursive: true });
  }
});

afterEach(async () => rm(root, { recursive: true, force: true }));

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
  test('is current, and comes out the same twice', async () => {
    expect(await run(true)).toEqual([]);
    await run(false);
    const first = await readFile(join(root, 'generated/validators.js'), 'utf8');
    await run(false);
    expect(await readFile(join(root, 'generated/validators.js'), 'utf8')).toBe(first);
  });

  test('is out of date where a file was edited, is missing, or is not generated', async () => {
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

describe('a wrong contract is refused', () => {
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

  test('where a schema without a name would become a type', async () => {
    await edit(
      'asyncapi.yaml',
      "        metadata:\n          $ref: '#/components/schemas/RunFailedMetadata'",
      '        metadata:\n          type: object\n          properties:\n            browserId:\n              type: string',
    );
    await expect(run(true)).rejects.toThrow(/without a name/);
  });
});
