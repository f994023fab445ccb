/**
 * The examples per framework, each a process of its own on the packed tarball, over HTTP.
 *
 * @module test/examples/frameworks
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixture, simulateMaxun } from '../../src/simulate/index.ts';
import { type Stranger, startStranger } from '../package/stranger.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** The file that starts each example: its own, or a host that calls it as its platform does. */
const EXAMPLES = {
  express: 'examples/express/server.ts',
  fastify: 'examples/fastify/server.ts',
  koa: 'examples/koa/server.ts',
  nest: 'examples/nest/main.ts',
  hono: 'examples/hono/server.ts',
  next: 'hosts/next.ts',
  lambda: 'hosts/lambda.ts',
  node: 'examples/node/server.ts',
};
const INSTALLED =
  '@hono/node-server @nestjs/common @nestjs/core @nestjs/platform-express fastify hono koa reflect-metadata rxjs tsx ' +
  '@types/express @types/koa @types/node';

let stranger: Stranger;

beforeAll(async () => {
  stranger = await startStranger();
  await stranger.add(...INSTALLED.split(' '));
  for (const name of Object.keys(EXAMPLES)) {
    await cp(join(ROOT, 'examples', name), join(stranger.folder, 'examples', name), { recursive: true });
  }
  await cp(join(ROOT, 'examples/tsconfig.json'), join(stranger.folder, 'examples/tsconfig.json'));
  await cp(fileURLToPath(new URL('hosts', import.meta.url)), join(stranger.folder, 'hosts'), {
    recursive: true,
  });
  await writeFile(join(stranger.folder, 'hosts/package.json'), '{"type":"module"}');
});

afterAll(() => stranger?.[Symbol.asyncDispose]());

test('all of them are typed', async () => {
  const options = { experimentalDecorators: true, allowImportingTsExtensions: true };
  const files = [...Object.values(EXAMPLES), 'examples/nest/app.module.ts'];
  const config = { extends: './examples/tsconfig.json', compilerOptions: options, files };
  await writeFile(join(stranger.folder, 'tsconfig.all.json'), JSON.stringify(config));
  expect((await stranger.run('node', TSC, '-p', 'tsconfig.all.json')).stdout).toBe('');
});

describe.each(Object.entries(EXAMPLES))('%s', (_name, file) => {
  test('handles what is signed, and answers 401 to what is not', async () => {
    await using example = await start(file);
    await using maxun = simulateMaxun({ url: example.url, secret: SECRET });
    const completed = fixture('extract-run');
    expect(await maxun.send(completed)).toMatchObject([
      { delivered: true, how: 'post', attempts: [{ status: 200 }] },
    ]);
    await example.printed(`completed: '${completed.data.run_id}'`);
    await example.printed("lists: [ 'Products' ]");

    const failed = fixture('run_failed');
    expect(await maxun.send(failed)).toMatchObject([{ delivered: true, attempts: [{ status: 200 }] }]);
    await example.printed(`failed: '${failed.data.runId}'`);

    await using stock = simulateMaxun({ webhooks: [{ url: example.url, retryAttempts: 1 }] });
    expect(await stock.send(completed)).toMatchObject([{ delivered: false, attempts: [{ status: 401 }] }]);
  });
});

interface Running extends AsyncDisposable {
  readonly url: string;
  /** Resolves with everything printed so far, once it holds a text. Rejects if the process ends before. */
  printed(text: string): Promise<string>;
}

async function start(file: string): Promise<Running> {
  const env = { ...process.env, NODE_OPTIONS: '', PORT: '0', MAXUN_WEBHOOK_SECRET: SECRET };
  // Nest's decorators are those of its own configuration file.
  const flags = file.includes('nest') ? { TSX_TSCONFIG_PATH: 'examples/nest/tsconfig.json' } : {};
  const child = spawn('node', ['--import', 'tsx', file], { cwd: stranger.folder, env: { ...env, ...flags } });
  const printed = printedBy(child);
  const [, port] = /Listening on port (\d+)/.exec(await printed('Listening on port')) ?? [];
  return {
    url: `http://localhost:${port}/hooks/maxun`,
    printed,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      child.kill();
      await once(child, 'close');
    },
  };
}

function printedBy(child: ChildProcess): (text: string) => Promise<string> {
  let output = '';
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      tell();
    });
  }
  child.once('close', tell);
  return (text) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (output.includes(text)) resolve(output);
        else if (child.exitCode !== null)
          reject(new Error(`It ended, and never printed '${text}':\n${output}`));
        else return;
        listeners.delete(look);
      };
      listeners.add(look);
      look();
    });
}
