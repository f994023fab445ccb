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

let server: TestServer | undefined;

export async function setup(project: TestProject): Promise<void> {
  const given = process.env['DATABASE_URL'];
  if (given === undefined) server = await startServer({ fsync: project.name === 'faults' });
  project.provide('databaseUrl', given ?? server?.url ?? '');
}

export async function teardown(): Promise<void> {
  await server?.stop();
}
