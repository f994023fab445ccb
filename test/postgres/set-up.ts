/**
 * Starts PostgreSQL once for all test files of all projects.
 *
 * @module test/postgres/set-up
 */
import type { TestProject } from 'vitest/node';
import { startServer, type TestServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of a database that a superuser may do anything in. */
    readonly databaseUrl: string;
  }
}

/** Every project has its own copy of this module, and all of them the one process. */
const shared = globalThis as { [SERVER]?: Promise<TestServer> };
const SERVER = Symbol.for('maxun-webhooks.postgres');

export async function setup(project: TestProject): Promise<void> {
  const given = process.env['DATABASE_URL'];
  // Tests kill the clients of this server, never the server: none looks at what is on its disk.
  project.provide('databaseUrl', given ?? (await (shared[SERVER] ??= startServer({ fsync: false }))).url);
}

export async function teardown(): Promise<void> {
  const server = shared[SERVER];
  delete shared[SERVER];
  await (await server)?.stop();
}
