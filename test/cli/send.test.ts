import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { documentedExamples } from '#generated/examples.js';
import { StoreError } from '../../src/errors/index.ts';
import { EmbeddedQueue } from '../../src/queue/embedded/embedded-queue.ts';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';
import { OK, rawServer, type RawServer, type Script, status } from '../send/raw-server.ts';
import { run } from './run.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const event = JSON.stringify(documentedExamples.run_failed.payload);

let folder: string;
let queue: string;
let server: RawServer | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maxun-webhooks-'));
  queue = join(folder, 'webhooks.db');
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function serve(script: Script): Promise<string> {
  server = await rawServer(script);
  return `${server.origin}/hook`;
}

async function send(args: readonly string[], input = '', env: Readonly<Record<string, string>> = {}) {
  const { status: code, stdout, stderr } = await run(args, input, env);
  return { stdout, stderr, code };
}

describe('maxun-webhooks send', () => {
  it('sends events, a line each, and says which arrived', async () => {
    const url = await serve((socket) => socket.write(OK));
    const args = ['send', url, '--queue', queue, '--allow', '127.0.0.1', '--json'];
    const { stdout, stderr, code } = await send(args, `${event}\n${event}\n`, {
      MAXUN_WEBHOOK_SECRET: SECRET,
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toMatchObject([
      { arrived: true, eventType: 'run_failed', status: 200, attempts: 1 },
      { arrived: true, eventType: 'run_failed', status: 200, attempts: 1 },
    ]);
    expect(server?.requests).toHaveLength(2);
    expect(server?.requests[0]?.headers).toHaveProperty('webhook-signature');
  });

  it.each([
    ['', 'is empty'],
    [':memory:', 'is not the path of a file'],
    ['mysql://user:pass-word@host/db', '"mysql://…@host/db" is not the path of a file'],
    ['/dev/null', 'not a regular file'],
    ['/', '/ is a folder: expected the path of a file'],
  ])('refuses the queue %j, which would keep nothing', async (given, reason) => {
    const args = ['send', 'http://127.0.0.1:1/', '--unsigned'];
    for (const refused of [
      await send(['queue', 'stats', '--queue', given]),
      await send([...args, '--queue', given], event),
      await send(args, event, { MAXUN_WEBHOOK_QUEUE: given }),
    ]) {
      expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(reason) });
    }
  });

  it('closes its queue where that cannot be read any more, and says so', async () => {
    const url = await serve((socket) => socket.write(status(500)));
    const reason = 'the queue could not be read';
    const stats = vi.spyOn(EmbeddedQueue.prototype, 'stats');
    stats.mockRejectedValue(new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', reason));
    const args = ['send', url, '--queue', queue, '--allow', '127.0.0.1', '--unsigned', '--wait', '1'];
    expect(await send(args, event)).toMatchObject({ code: 1, stderr: expect.stringContaining(reason) });
    stats.mockRestore();
    // Its owner has let it go: another can open it.
    await (await sqliteQueue(queue)).close();
  });

  it('keeps what has not arrived, and goes on with it', async () => {
    let isUp = false;
    const url = await serve((socket) => socket.write(isUp ? OK : status(500)));
    const args = ['send', url, '--queue', queue, '--allow', '127.0.0.1', '--unsigned'];
    const first = await send([...args, '--wait', '1'], event);
    expect(first).toMatchObject({ code: 1, stdout: '' });
    expect(first.stderr).toMatch(/attempt 1 failed with ERR_WEBHOOK_STATUS_REFUSED 500, next at 2/);
    expect(first.stderr).toMatch(
      /^Deliveries that stay in the queue: 1, the first due at \d{4}-[\d-]+T[\d:.]+Z\. To continue, send with --backlog\.$/m,
    );
    const stats = await run(['queue', 'stats', '--queue', queue, '--json']);
    expect(JSON.parse(stats.stdout)).toMatchObject({
      waiting: 1,
      dead: 0,
      disabled: 0,
      disabledEndpoints: [],
    });
    isUp = true;
    // The retry is due in five seconds.
    const { now } = Date;
    using _ = vi.spyOn(Date, 'now').mockImplementation(() => now() + 10_000);
    const second = await send([...args, '--backlog', '--wait', '20']);
    expect(second.stdout).toContain('2 attempt(s)');
  }, 60_000);

  it('sends more events than fit into one call, and says where to go on if one is refused', async () => {
    const url = await serve((socket) => socket.write(OK));
    const args = [
      'send',
      url,
      '--queue',
      queue,
      '--allow',
      '127.0.0.1',
      '--unsigned',
      '--json',
      '--wait',
      '1',
    ];
    const refused = await send(args, `${`${event}\n`.repeat(10_001)}{"event_type":"x"}\n`);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('"line":10002');
    expect(refused.stderr).toContain(
      '10000 events before it were accepted. To continue, send only the events from line 10001 on',
    );
    const rest = await send(args, `${event}\n`.repeat(10_001));
    expect(rest.stderr).not.toContain('messages');
    const kept = await sqliteQueue(queue);
    const { waiting, dead } = await kept.stats();
    await kept.close();
    const arrived = [refused, rest].flatMap(({ stdout }) => stdout.match(/"arrived":true/g) ?? []).length;
    expect(waiting + dead + arrived).toBe(20_001);
  });

  it('says what is wrong with its arguments and its events', async () => {
    const base = ['send', 'http://127.0.0.1:9/', '--queue', queue];
    expect(await send(base, event)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('secret is missing'),
    });
    const refused = await send([...base, '--unsigned'], event);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('not a public address') });
    const invalid = await send(
      [...base, '--unsigned', '--allow', '127.0.0.1'],
      '{"event_type":"run_failed","data":{}}',
    );
    expect(invalid).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/line 1: .*contract/),
      stderr: expect.stringContaining('Nothing was sent'),
    });
    expect(await send([...base, '--unsigned'], 'not json')).toMatchObject({ code: 2 });
    expect((await send(['send', 'http://x/'], event)).code).toBe(2);
  }, 60_000);
});

describe('maxun-webhooks send, of several lines', () => {
  const args = (...more: string[]) => ['send', ...more, '--unsigned', '--queue', queue];

  it.each([
    ['is no JSON', '{"event_type":', { code: 2, why: 'It is not JSON' }],
    ['does not meet the contract', '{"event_type":"run_failed","data":{}}', { code: 1, why: 'contract' }],
    ['cannot be sent', '[]', { code: 1, why: '/event_type must be' }],
  ])('names the one that %s, and sends nothing', async (_what, line, { code, why }) => {
    const url = await serve((socket) => socket.write(OK));
    const input = `${event}\n\n${event}\n${line}\n${event}\n`;
    const result = await send(args('--allow', '127.0.0.1', url, '--json'), input);
    expect(result).toMatchObject({ code, stderr: expect.stringContaining('Nothing was sent') });
    expect(JSON.parse(result.stdout)).toMatchObject({
      line: 4,
      ok: false,
      error: expect.stringContaining(why),
    });
    expect(server?.requests).toHaveLength(0);
  });

  it('takes --allow before the URL as behind it, with commas and repeated', async () => {
    const url = await serve((socket) => socket.write(OK));
    const allowed = ['--allow', '10.0.0.0/8,127.0.0.1', '--allow', '::1'];
    expect(await send(args(...allowed, url), event)).toMatchObject({ code: 0, stderr: '' });
    expect(await send(args(url, ...allowed), event)).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('maxun-webhooks queue', () => {
  it('lists dead letters, puts them back, and removes them', async () => {
    const url = await serve((socket) => socket.write(status(410)));
    const args = ['send', url, '--queue', queue, '--allow', '127.0.0.1', '--unsigned', '--wait', '3'];
    const disabled = await send(args, event);
    expect(disabled.stderr).toContain('ERR_WEBHOOK_ENDPOINT_GONE');
    const stats = await run(['queue', 'stats', '--queue', queue]);
    expect(stats.stdout).toContain('disabled  1');
    expect(stats.stdout).toContain('ERR_WEBHOOK_ENDPOINT_GONE');
    expect(await run(['queue', 'dead', '--queue', queue])).toMatchObject({
      status: 0,
      stdout: '',
      stderr: 'No dead letters.\n',
    });
    expect(await run(['queue', 'replay', '--queue', queue])).toMatchObject({ status: 2 });
    expect((await run(['queue', 'replay', '--queue', queue, '--all', '--json'])).stdout).toBe(
      '{"replayed":0}\n',
    );
    const none = await run(['queue', 'replay', '--queue', queue, 'msg_none']);
    expect(none).toMatchObject({ status: 1, stdout: '0 put back\n' });
    expect(none.stderr).toContain('msg_none is not a dead letter');
    expect(
      (await run(['queue', 'purge', '--queue', queue, '--state', 'disabled', '--older-than', '60'])).stdout,
    ).toBe('0 removed\n');
    expect((await run(['queue', 'purge', '--queue', queue, '--state', 'disabled', '--json'])).stdout).toBe(
      '{"purged":1}\n',
    );
  }, 60_000);

  it('shows a delivery with its attempts, and enables its endpoint', async () => {
    const url = await serve((socket) => socket.write(status(410)));
    await send(['send', url, '--queue', queue, '--allow', '127.0.0.1', '--unsigned', '--wait', '3'], event);
    const kept = await sqliteQueue(queue);
    const [endpoint = ''] = (await kept.disabled()).map((disabled) => disabled.endpoint);
    await kept.close();

    const at = (...args: string[]) => run(['queue', ...args, '--queue', queue]);
    expect(await at('enable', endpoint)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('enabled'),
    });
    expect(await at('enable', endpoint)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('not disabled'),
    });

    const work = await sqliteQueue(queue);
    const id = await new Promise<string>((resolve) => {
      const answer = {
        outcome: 'dead',
        reason: 'ERR_WEBHOOK_STATUS_REFUSED',
        note: { status: 404 },
      } as const;
      const handler = (delivery: { readonly id: string }): typeof answer => {
        resolve(delivery.id);
        return answer;
      };
      void work.work(handler, { concurrency: 1 });
    });
    await work.close();
    const shown = await at('show', id);
    expect(shown.stdout).toMatch(new RegExp(`^${id}  dead  run_failed  127\\.0\\.0\\.1:`));
    expect(shown.stdout).toMatch(/^attempt 1 .* 410  ERR_WEBHOOK_ENDPOINT_GONE$/m);
    expect(shown.stdout).toMatch(/^attempt 2 .* 404$/m);
    const { body } = JSON.parse((await at('show', id, '--json')).stdout) as { body: string };
    expect(JSON.parse(body)).toEqual(JSON.parse(event));
    expect(await at('show', 'msg_none')).toMatchObject({ status: 1, stdout: '' });
  }, 60_000);

  it('leaves a file alone that is none, whenever it is asked', async () => {
    const file = join(folder, 'notes.txt');
    await writeFile(file, 'hello');
    for (let n = 0; n < 2; n += 1) {
      const result = await run(['queue', 'stats', '--queue', file]);
      expect(result).toMatchObject({ status: 2, stderr: expect.stringContaining('not a SQLite database') });
    }
    expect(await readdir(folder)).toEqual(['notes.txt']);
    expect(await readFile(file, 'utf8')).toBe('hello');
  });

  it('refuses an empty location, by the option and by the environment', async () => {
    for (const result of [
      await run(['queue', 'stats', '--queue', '']),
      await run(['queue', 'stats'], '', { MAXUN_WEBHOOK_QUEUE: ' ' }),
      await run(['send', 'http://localhost/', '--queue', ''], event),
    ]) {
      expect(result).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('Is an environment variable unset?'),
      });
    }
  });

  it('does not create a missing queue', async () => {
    const result = await run(['queue', 'stats', '--queue', join(folder, 'typo.db')]);
    expect(result).toMatchObject({ status: 2, stdout: '' });
    expect(result.stderr).toContain('does not exist');
  });
});
