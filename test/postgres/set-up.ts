/**
 * Starts PostgreSQL once for all test files of a Vitest project.
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

// Tests kill the clients of this server, never the server: none looks at what is on its disk.
let server: TestServer | undefined;

export async function setup(project: TestProject): Promise<void> {
  const given = process.env['DATABASE_URL'];
  if (given === undefined) server = await startServer({ fsync: false });
  project.provide('databaseUrl', given ?? server?.url ?? '');
}

export async function teardown(): Promise<void> {
  await server?.stop();
}
