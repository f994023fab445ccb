import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startMockReceiver } from '../../mock-server/index.ts';
import { loadPeer } from '../../src/codegen/robot/peers.ts';
import { fixture } from '../../src/simulate/index.ts';
import { run } from './run.ts';

const FILES = ['shop.schema.json', 'shop.ts', 'shop.validate.d.mts', 'shop.validate.mjs'].map(
  (name) => `robot-${name}`,
);
const ROBOT = fixture('extract-run').data.robot_id;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maxun-webhooks-robot-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const generate = (args: readonly string[], input = '') =>
  run(['generate', 'robot', '--name', 'shop', '--out', folder, ...args], input);
const types = (): string => readFileSync(join(folder, 'robot-shop.ts'), 'utf8');

describe('generate robot', () => {
  test('takes standard input, a document per line, and says what it wrote', async () => {
    const line = JSON.stringify(fixture('extract-run'));
    const { status, stdout, stderr } = await generate([], `${line}\n${line}\n`);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`shop (${ROBOT}), from 2 runs:\n  created    robot-shop.ts`);
    expect(readdirSync(folder).sort()).toEqual(FILES);
    expect(types()).toContain("import { defineRobot, type TypedRobot } from 'maxun-webhooks';");
  });

  test('takes files and HTTP archives', async () => {
    const [payload, har] = [join(folder, 'payload.json'), join(folder, 'deliveries.har')];
    const text = JSON.stringify(fixture('extract-run'));
    writeFileSync(payload, text);
    writeFileSync(har, JSON.stringify({ log: { entries: [{ request: { postData: { text } } }] } }));
    const { stdout } = await generate([payload, har, '--json', '--dry-run']);
    expect(JSON.parse(stdout)).toMatchObject({ robotId: ROBOT, runs: 2, files: { length: 4 } });
    expect(readdirSync(folder)).not.toContain('robot-shop.ts');
  });

  test('keeps a file that is there, and shows the difference', async () => {
    writeFileSync(join(folder, 'robot-shop.ts'), '// mine\n');
    const text = JSON.stringify(fixture('extract-run'));
    const kept = await generate([], text);
    expect(kept.status).toBe(1);
    expect(kept.stdout).toMatch(/kept +robot-shop\.ts[^]*-\/\/ mine[^]*--force replaces them/);
    expect(types()).toBe('// mine\n');
    expect((await generate(['--force'], text)).status).toBe(0);
    expect(types()).toContain('ProductsRow');
  });

  test('prints no character of a capture that misleads a terminal', async () => {
    const text = JSON.stringify(fixture('extract-run', { data: { robot_name: 'a\u202Eb\u0085' } }));
    const printed = await run(['generate', 'robot', '--out', folder, '--json'], text);
    expect(printed.stdout).not.toMatch(/[\u0080-\u009F\u202E]/);
    expect(JSON.parse(printed.stdout)).toMatchObject({ robotName: 'a\u202Eb\u0085' });
    writeFileSync(join(folder, 'robot-shop.ts'), '//\tmine\u202E\n');
    expect((await generate([], text)).stdout).toContain('-//\tmine\\u202e');
  });

  test('takes what a mock receiver keeps, and follows what arrives', async () => {
    await using mock = await startMockReceiver();
    const post = (payload: unknown) =>
      fetch(mock.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(payload),
      });
    await post(fixture('extract-run'));
    await post(fixture('run_completed'));
    const origin = new URL(mock.url).origin;
    const several = await generate(['--from', origin]);
    expect(several.status).toBe(2);
    expect(several.stderr).toContain('The captures are of 2 robots. Name one of them:');
    const watching = generate(['--from', origin, '--robot', ROBOT, '--watch']);
    await vi.waitFor(() => expect(types()).toContain('Rank: string;'), 20_000);
    await vi.waitFor(
      async () => {
        await post(
          fixture('extract-run', {
            data: { extracted_data: { captured_lists: { Products: [{ 'In Stock': true }] } } },
          }),
        );
        expect(types()).toContain("'In Stock'?: boolean;");
      },
      { timeout: 10_000, interval: 200 },
    );
    expect(types()).toContain('Rank?: string;');
    await mock.close();
    expect((await watching).status).toBe(0);
  });

  test('follows files that change, even if an editor replaces them', async () => {
    const file = join(folder, 'payload.json');
    const write = (data: object): void => {
      writeFileSync(`${file}.new`, JSON.stringify(fixture('extract-run', { data })));
      renameSync(`${file}.new`, file);
    };
    write({});
    const watching = generate([file, '--watch']);
    await vi.waitFor(() => expect(types()).toContain('Rank: string;'), 20_000);
    await vi.waitFor(
      () => {
        write({ extracted_data: { captured_lists: { Products: [{ Colour: 'red' }] } } });
        expect(types()).toContain('Colour: string;');
      },
      { timeout: 10_000, interval: 500 },
    );
    process.emit('SIGINT');
    expect((await watching).status).toBe(0);
  });

  test('does not watch where a file of the user would be replaced', async () => {
    const file = join(folder, 'payload.json');
    writeFileSync(file, JSON.stringify(fixture('extract-run')));
    writeFileSync(join(folder, 'robot-shop.ts'), '// mine\n');
    expect((await generate([file, '--watch'])).status).toBe(1);
  });

  describe("from Maxun's API", () => {
    const listData = { Products: [{ Rank: 1 }] };
    const success = { robotId: ROBOT, name: 'Shop', status: 'success' };
    let runs: object[];
    let robots: object[];
    let server: Server;
    let url: string;

    beforeEach(async () => {
      robots = [{ id: ROBOT, name: 'Shop' }];
      runs = [
        { ...success, runId: 'a', data: { listData, textData: {} } },
        { ...success, runId: 'b', status: 'failed', data: { listData: { Broken: [{}] } } },
        { ...success, runId: 'c', data: { listData: [], textData: {} } },
      ];
      server = createServer(({ url: path, headers }, response) => {
        const isAllowed = headers['x-api-key'] === 'key';
        const items = path === '/api/robots' ? { robots: { items: robots } } : { runs: { items: runs } };
        response.writeHead(isAllowed ? 200 : 403).end(JSON.stringify(items));
      });
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(() => void server.close());

    const ask = (args: readonly string[], key = 'key') =>
      run(['generate', 'robot', '--maxun', url, '--out', folder, ...args], '', { MAXUN_API_KEY: key });

    test('takes the successful runs with data of the only robot', async () => {
      const { status, stdout } = await ask([]);
      expect([status, stdout]).toEqual([0, expect.stringContaining(`Shop (${ROBOT}), from 1 run:`)]);
      expect(types()).toContain('Rank: number;');
    });

    test('names the robots if there are several, and says why the server refuses', async () => {
      robots.push({ id: 'other', name: 'Other' });
      expect(await ask([])).toMatchObject({
        status: 2,
        stderr: expect.stringMatching(/one of: .*other \(Other\)/),
      });
      const refused = await ask(['--robot', ROBOT], 'wrong');
      expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('the key is wrong')]);
      runs = [];
      expect((await ask(['--robot', ROBOT])).stderr).toContain('Maxun has no successful run');
      robots = [];
      expect((await ask([])).stderr).toContain('The server has no robots');
    });

    test('asks again, and writes what has changed', async () => {
      const watching = ask(['--watch', '--every', '0.05']);
      await vi.waitFor(() => expect(types()).toContain('Rank: number;'), 20_000);
      runs.push({ ...success, runId: 'd', data: { listData: { Products: [{ Colour: 'red' }] } } });
      await vi.waitFor(() => expect(types()).toContain('Colour?: string;'), 10_000);
      process.emit('SIGINT');
      const { status, stdout } = await watching;
      expect([status, stdout.match(/from \d run/g)]).toEqual([0, ['from 1 run', 'from 2 run']]);
    });
  });

  test.each([
    [['none.json'], /Cannot read none.json/],
    [['--from', 'nowhere'], /"nowhere" is not a URL/],
    [['--from', 'http://127.0.0.1:9'], /No mock receiver answers/],
    [['--watch'], /Standard input cannot be watched/],
    [['--from', 'http://127.0.0.1:9', 'a.json'], /one source of captures/],
    [['--maxun', 'nowhere'], /baseUrl cannot be used/],
    [['--maxun', 'http://127.0.0.1:9', '--every', '0', '--watch'], /a number above 0/],
    [['--maxun', 'http://127.0.0.1:9', '--every', '5'], /--every .*with --maxun and --watch/],
    [['--from', 'http://127.0.0.1:9', '--every', '5', '--watch'], /--every .*with --maxun and --watch/],
    [[], /There is nothing to read/],
  ])('%j is misuse', async (args, message) => {
    const { status, stderr } = await generate(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('without its packages says what to install', async () => {
    await expect(loadPeer('not-installed' as never)).rejects.toThrow(
      /not-installed is not installed: npm install --save-dev quicktype-core ajv/,
    );
  });
});
