/**
 * The examples that are programs, each a process of its own on the packed tarball, over HTTP.
 *
 * @module test/examples/programs
 */
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixture, simulateMaxun } from '../../src/simulate/index.ts';
import { type Stranger, startStranger } from '../package/stranger.ts';
import { type Running, startProgram } from './running.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TSC = join(ROOT, 'test/tools/node_modules/typescript-7/bin/tsc');
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** The file that starts each receiver: its own, or a host that calls it as its platform does. */
const RECEIVERS = {
  express: 'examples/express/server.ts',
  fastify: 'examples/fastify/server.ts',
  koa: 'examples/koa/server.ts',
  nest: 'examples/nest/main.ts',
  hono: 'examples/hono/server.ts',
  next: 'hosts/next.ts',
  lambda: 'hosts/lambda.ts',
  node: 'examples/node/server.ts',
};
const PRODUCER = 'examples/producer/producer.ts';
const INSTALLED =
  '@hono/node-server @nestjs/common @nestjs/core @nestjs/platform-express express fastify hono koa libsql reflect-metadata rxjs tsx ' +
  '@types/express @types/koa @types/node';

let stranger: Stranger;

beforeAll(async () => {
  stranger = await startStranger();
  await stranger.add(...INSTALLED.split(' '));
  for (const name of [...Object.keys(RECEIVERS), 'producer']) {
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
  const files = [...Object.values(RECEIVERS), 'examples/nest/maxun-webhooks.module.ts', PRODUCER];
  const config = { extends: './examples/tsconfig.json', compilerOptions: options, files };
  await writeFile(join(stranger.folder, 'tsconfig.all.json'), JSON.stringify(config));
  expect((await stranger.run('node', TSC, '-p', 'tsconfig.all.json')).stdout).toBe('');
});

test.concurrent.for(Object.entries(RECEIVERS))(
  '%s handles what is signed, answers 401 to what is not, and scores 100 by the test beside it',
  async ([name, file]) => {
    await using example = await startReceiver(file);
    await using maxun = simulateMaxun({ url: example.url, secret: SECRET });
    const completed = fixture('extract-run');
    expect(await maxun.send(completed)).toMatchObject([
      { delivered: true, how: 'post', attempts: [{ status: 200 }] },
    ]);
    await example.printed(new RegExp(`Run completed.+[^]*${completed.data.run_id}`));
    await example.printed('Products');

    const failed = fixture('run_failed');
    expect(await maxun.send(failed)).toMatchObject([{ delivered: true, attempts: [{ status: 200 }] }]);
    await example.printed(new RegExp(`Run failed.+[^]*${failed.data.runId}`));

    await using stock = simulateMaxun({ webhooks: [{ url: example.url, retryAttempts: 1 }] });
    expect(await stock.send(completed)).toMatchObject([{ delivered: false, attempts: [{ status: 401 }] }]);

    const env = [`ENDPOINT=${example.url}`, `MAXUN_WEBHOOK_SECRET=${SECRET}`];
    const test = ['node', '--test', `examples/${name}/endpoint.test.mjs`];
    const { code, stdout } = await stranger.run('env', ...env, ...test);
    expect(code, stdout).toBe(0);
  },
);

test.concurrent('the producer delivers what it had accepted when it was killed', async () => {
  const runs: string[] = [];
  {
    await using first = startProducer('http://localhost:9/hooks/maxun');
    await first.printed('waiting from before: 0');
    const printed = await first.printed(/(?: of run .+[^]*){3}/);
    runs.push(...[...printed.matchAll(/ of run (.+)/g)].map(([, run]) => run!));
    expect(await first.kill('SIGKILL')).toBe(null);
  }
  await using receiver = await startReceiver('examples/node/server.ts');
  await using second = startProducer(receiver.url);
  await second.printed(/waiting from before: [1-9]/);
  for (const run of runs) await receiver.printed(`run: '${run}'`);
  await second.printed('delivered msg_');
  expect(await second.kill('SIGTERM')).toBe(0);
});

/** A producer's queue is in the folder that it is started in. */
function startProducer(url: string): Running {
  return startProgram(stranger.folder, PRODUCER, { MAXUN_WEBHOOK_SECRET: SECRET, HOOK_URL: url });
}

async function startReceiver(file: string): Promise<Running & { readonly url: string }> {
  // Nest's decorators are those of its own configuration file.
  const flags = file.includes('nest') ? { TSX_TSCONFIG_PATH: 'examples/nest/tsconfig.json' } : {};
  const env = { PORT: '0', MAXUN_WEBHOOK_SECRET: SECRET, ...flags };
  const running = startProgram(stranger.folder, file, env);
  const [, port] = /Listening on port (\d+)/.exec(await running.printed('Listening on port')) ?? [];
  return { ...running, url: `http://localhost:${port}/hooks/maxun` };
}
