import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from './run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maxun-webhooks-types-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const generate = (...flags: string[]): ReturnType<typeof run> =>
  run(['generate', 'types', '--language', 'python', '--out', folder, ...flags]);
const init = (): string => join(folder, 'maxun_webhooks/__init__.py');

describe('generate types', () => {
  test('writes one folder, and says how it is used', async () => {
    const { status, stdout, stderr } = await generate();
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/created +maxun_webhooks\/__init__\.py[^]*event = parse_event\(body\)/);
    expect((await generate('--json')).stdout).toContain('"outcome":"unchanged"');
  });

  test('writes nothing in a dry run', async () => {
    const { status, stdout } = await generate('--dry-run', '--json');
    expect([status, existsSync(init())]).toEqual([0, false]);
    expect(JSON.parse(stdout)).toMatchObject({ language: 'python', files: { 0: { outcome: 'created' } } });
  });

  test('keeps a file that is there, shows the difference, and replaces it with --force', async () => {
    await generate();
    writeFileSync(init(), '# mine\n');
    const kept = await generate();
    expect(kept.status).toBe(1);
    expect(kept.stdout).toMatch(/kept +maxun_webhooks\/__init__\.py[^]*-# mine[^]*--force replaces them/);
    expect(readFileSync(init(), 'utf8')).toBe('# mine\n');
    expect((await generate('--force')).status).toBe(0);
    expect(readFileSync(init(), 'utf8')).toContain('parse_event');
  });

  test('refuses a language that it does not have, and a folder that cannot be written', async () => {
    const unknown = await run(['generate', 'types', '--language', 'cobol']);
    expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining('Allowed choices are')]);
    writeFileSync(join(folder, 'maxun_webhooks'), '');
    expect(await generate()).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Cannot write') as string,
    });
  });
});
