import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentedExamples } from '#generated/examples.js';
import { startMockReceiver } from '../../mock-server/index.ts';
import { SECRET } from '../receive/deliveries.ts';
import { MAIN, run } from './run.ts';

const TOKEN = 'correct-horse-battery';
const URL_ = 'http://127.0.0.1:1/hook';

let folder: string;
let secretFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maxun-relay-'));
  secretFile = join(folder, 'secret');
  await writeFile(secretFile, `${SECRET}\n`);
});

afterAll(async () => rm(folder, { recursive: true }));

describe('maxun-webhooks relay', () => {
  it('takes deliveries and sends them on until SIGTERM', async () => {
    await using endpoint = await startMockReceiver({ secret: SECRET });
    const store = join(folder, 'store');
    const config = join(folder, 'config.yaml');
    const to = [{ url: endpoint.url, id: 'crm', secretFile, events: ['run_failed'] }];
    await writeFile(config, JSON.stringify({ to, store: 'overridden', allow: ['127.0.0.1'], drain: 5 }));
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', MAIN, 'relay', '--config', config, '--store', store, '--port', '0'],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, MAXUN_RELAY_TOKEN: TOKEN } },
    );
    const lines: string[] = [];
    let url: string | undefined;
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      url ??= /http:\/\/127\.0\.0\.1:\d+\/hook/.exec(line)?.[0];
      if (!line.includes('stop with')) continue;
      for (const { payload } of [documentedExamples.run_completed, documentedExamples.run_failed]) {
        const headers = { 'content-type': 'application/json' };
        const body = JSON.stringify(payload);
        const { status } = await fetch(`${url}/${TOKEN}`, { method: 'POST', headers, body });
        expect(status).toBe(200);
      }
      await endpoint.waitForCount(1);
      child.kill('SIGTERM');
    }
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(0);
    expect(endpoint.deliveries.map(({ eventType }) => eventType)).toEqual(['run_failed']);
    expect(lines.join('\n')).not.toContain(TOKEN);
    expect(lines.find((line) => line.includes('sends to'))).toMatch(/ \(crm\)$/);
    expect(lines.at(-1)).toContain('Closing');
    expect((await readdir(store)).filter((name) => name.endsWith('.db'))).toEqual(['inbox.db', 'outbox.db']);
  });

  it.each([
    [[], 'Where to? Give --to URL.'],
    [
      ['--to', URL_, '--unsigned'],
      'A secret is missing: set the variable MAXUN_RELAY_TOKEN, or give --token-file.',
    ],
    [['--to', URL_, '--open'], 'set the variable MAXUN_WEBHOOK_SECRET, or give --secret-file.'],
    [
      ['--to', URL_, '--open', '--secret-file', 'absent'],
      '--secret-file: there is nothing to read in absent.',
    ],
    [['--to', 'ftp://example.com', '--open', '--unsigned'], 'to[0].url: expected one that begins with http'],
    [
      ['--to', URL_, '--open', '--unsigned', '--config', 'absent'],
      'Cannot read absent: the file does not exist.',
    ],
    [['--to', URL_, '--open', '--unsigned', '--redact', 'else'], "expected 'error.stack' or 'user_id'"],
    [['--to', URL_, '--open', '--unsigned'], '127.0.0.1'],
  ])('refuses %j', async (args, reason) => {
    const store = ['--store', join(folder, 'refused')];
    const { status, stdout, stderr } = await run(['relay', ...args, ...store, '--port', '0']);
    expect(stderr).toContain(reason);
    expect([status, stdout]).toEqual([2, '']);
  });

  it('warns of a password on the command line, not of one in the environment', async () => {
    const args = ['relay', '--open', '--unsigned', '--path', 'wrong'];
    const store = 'postgres://user:pass-word@127.0.0.1:1/none';
    const typed = await run([...args, '--to', 'https://u:pass-word@a.example', '--store', store]);
    expect(typed.stderr).toMatch(/Warning: --to has a password.*\nWarning: --store has a password/);
    const set = await run([...args, '--to', URL_], '', { MAXUN_RELAY_STORE: store });
    expect(set.stderr).toMatch(/^path is "wrong": expected/);
    const mistyped = await run([...args, '--to', URL_, '--path', '/hook'], '', {
      MAXUN_RELAY_STORE: store.replace('postgres', 'postgress'),
    });
    expect(mistyped.stderr).toMatch(/^store: "postgress:.*" is neither\. Expected a folder/);
    expect(`${typed.stderr}${set.stderr}${mistyped.stderr}`).not.toContain('pass-word');
  });

  it.each([
    ['port: 1\nprot: 2', ':2: "prot" is not a setting here: expected one of to, store,'],
    ['{\n"port": "1"}', ':2: port: expected a whole number.'],
    ['to:\n  - {}\n  - {id: 5}', ':3: to[1].id: expected a text.'],
    [
      'to:\n - url: https://a.example\n   secret: whsec_x',
      ':3: secret: a secret does not belong in this file.',
    ],
    ['to: https://a.example', ':1: to: expected a list of endpoints.'],
    ['a: b: c', ':1: Nested mappings'],
    ['- a', ':1: The file is not settings by name'],
    [
      'open: true\nto:\n- url: https://a.example\n  events: []',
      ':4: to[0].events: expected a list of at least one',
    ],
    [
      'open: true\nto:\n- url: https://a.example\n  events: [run.completed]',
      ':4: to[0].events: Maxun never sends "run.completed": write "run_completed".',
    ],
    [
      'open: true\nto:\n- url: https://a.example\n  secretVariable: NO_SUCH_SECRET',
      'A secret is missing: set the variable NO_SUCH_SECRET.',
    ],
    ['open: true\nto: [https://a.example]\nport: 70000', ':3: port is 70000: expected'],
    [
      'open: true\nunsigned: true\ntimeZone: Mars\nto: [https://a.example]',
      ':3: timeZone is "Mars": expected',
    ],
    ['open: true\nto:\n- ftp://a.example', ':3: to[0].url: expected one that begins with http'],
    ['', 'Where to?'],
  ])('names the line of a fault in the configuration %j', async (text, reason) => {
    const config = join(folder, 'relay.yaml');
    await writeFile(config, text);
    const env = { MAXUN_WEBHOOK_SECRET: SECRET };
    const store = ['--store', join(folder, 'refused')];
    const { status, stdout, stderr } = await run(['relay', '--config', config, ...store], '', env);
    expect(stderr).toContain(reason.startsWith(':') ? `${config}${reason}` : reason);
    expect([status, stdout]).toEqual([2, '']);
  });
});
