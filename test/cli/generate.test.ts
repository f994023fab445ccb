import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { askHandlers } from '../../src/cli/ask-handlers.ts';
import { detectProject } from '../../src/codegen/index.ts';
import { run } from './run.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maxun-webhooks-generate-'));
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
});
afterEach(() => void vi.restoreAllMocks());

const FLAGS = '--framework express --language js --auth token --tests node-test'.split(' ');
const generate = (...flags: string[]): ReturnType<typeof run> => run(['generate', 'handlers', ...flags]);
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('generate handlers', () => {
  test('names each flag that is missing where there is no terminal, and writes nothing', async () => {
    const { status, stderr } = await generate();
    expect(status).toBe(2);
    expect(stderr).toContain('give --framework, --auth, --tests.');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('takes what the project says', async () => {
    const manifest = { type: 'module', dependencies: { fastify: '5' }, devDependencies: { jest: '30' } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    const { status, stdout } = await generate('--auth', 'signed');
    expect(status).toBe(0);
    expect(stdout).toMatch(/framework +fastify \("fastify" in package\.json\)/);
    expect(stdout).toMatch(/authentication +signed \(--auth\)/);
    expect(textOf('maxun-webhooks.js')).toContain('fastifyPlugin');
    expect(textOf('maxun-webhooks.test.js')).toContain('@jest/globals');
  });

  test('writes the files, and says what to do next', async () => {
    const { status, stdout } = await generate(...FLAGS);
    expect(status).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([
      '.env.example',
      'maxun-webhooks.mjs',
      'maxun-webhooks.test.mjs',
    ]);
    for (const line of [
      'npm install maxun-webhooks express',
      'node --test maxun-webhooks.test.mjs',
      'app.use(maxunWebhooks);',
      'npx maxun-webhooks trigger run_completed "http://127.0.0.1:3000/hooks/maxun?token=$MAXUN_WEBHOOK_TOKEN"',
      'https://<your host>/hooks/maxun?token=<MAXUN_WEBHOOK_TOKEN>',
    ])
      expect(stdout).toContain(line);
  });

  test('says where a Worker has its secret, and its port', async () => {
    const { stdout } = await generate(...'--framework workers --auth signed --tests none'.split(' '));
    expect(stdout).toContain('echo "MAXUN_WEBHOOK_SECRET=$MAXUN_WEBHOOK_SECRET" >> .dev.vars');
    expect(stdout).toContain('http://127.0.0.1:8787/hooks/maxun');
    expect(stdout).not.toContain('Register the webhook');
  });

  test('leaves a file alone that is there already, and shows the difference', async () => {
    writeFileSync(join(folder, 'maxun-webhooks.mjs'), 'mine();\n');
    const { status, stdout } = await generate(...FLAGS);
    expect(status).toBe(1);
    expect(stdout).toMatch(/kept +maxun-webhooks\.mjs[^]*^-mine\(\);$/m);
    expect(textOf('maxun-webhooks.mjs')).toBe('mine();\n');
    expect(await generate(...FLAGS, '--force')).toMatchObject({ status: 0 });
    expect(textOf('maxun-webhooks.mjs')).toContain('createReceiver');
  });

  test('changes nothing when it is run again', async () => {
    await generate(...FLAGS);
    const { status, stdout } = await generate(...FLAGS, '--json');
    expect(status).toBe(0);
    const { files } = JSON.parse(stdout) as { files: { outcome: string }[] };
    expect(files.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });

  test('adds its variable to the lines of .env.example, by --force', async () => {
    writeFileSync(join(folder, '.env.example'), 'PORT=3000');
    expect(await generate(...FLAGS)).toMatchObject({ status: 1 });
    expect(textOf('.env.example')).toBe('PORT=3000');
    await generate(...FLAGS, '--force');
    expect(textOf('.env.example')).toMatch(/^PORT=3000\n# .*\nMAXUN_WEBHOOK_TOKEN=\n$/);
  });

  test('writes nothing in a dry run', async () => {
    const { status, stdout } = await generate(...FLAGS, '--dry-run');
    expect(status).toBe(0);
    expect(stdout).toContain('Nothing was written');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('names a file that cannot be written', async () => {
    writeFileSync(join(folder, 'taken'), '');
    expect(await generate(...FLAGS, '--out', 'taken')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/Cannot write .*taken.maxun-webhooks\.mjs \((?:ENOTDIR|EEXIST)\)/),
    });
  });

  test('takes neither a folder for .env nor an absolute --out for a mistake', async () => {
    mkdirSync(join(folder, '.env'));
    const out = mkdtempSync(join(tmpdir(), 'maxun-webhooks-generate-'));
    expect(await generate(...FLAGS, '--out', out)).toMatchObject({ status: 0 });
    expect(readdirSync(out)).toContain('maxun-webhooks.mjs');
  });

  test('names a package.json that cannot be parsed', async () => {
    writeFileSync(join(folder, 'package.json'), '{');
    expect(await generate(...FLAGS)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('package.json is not JSON'),
    });
  });
});

describe('the questions', () => {
  /** Presses keys, one for each question. */
  async function ask(keys: readonly string[], given = {}): Promise<unknown> {
    const input = new PassThrough();
    const output = new PassThrough();
    const asking = askHandlers(given, detectProject(folder), { input, output });
    for (const key of keys) {
      await vi.waitUntil(() => String(output.read() ?? '').includes('◆'));
      input.write(key);
    }
    return asking;
  }

  test('offer first what the project says', async () => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies: { koa: '3' } }));
    expect(await ask(['\r', '\r', '\r', '\r'])).toEqual({
      framework: 'koa',
      language: 'js',
      auth: 'signed',
      tests: 'vitest',
    });
  });

  test('leave out what the flags say', async () => {
    const given = { framework: 'hono', language: 'ts', tests: 'none' };
    expect(await ask(['\r'], given)).toEqual({ ...given, auth: 'signed' });
  });

  test('end with Ctrl-C', async () => {
    expect(await ask(['\u0003'])).toBe(undefined);
  });
});
