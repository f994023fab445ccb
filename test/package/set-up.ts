/**
 * Builds, packs and installs the package once for the suites that use it as a stranger does.
 *
 * @module test/package/set-up
 */
import { setup as build } from '../build-package.ts';
import { installPackage } from './stranger.ts';

/** Every project has its own copy of this module, and all of them the one process. */
const shared = globalThis as { [STARTED]?: Promise<void> };
const STARTED = Symbol.for('maxun-webhooks.install');

/** Vitest's global set-up of a project. */
export async function setup(): Promise<void> {
  await (shared[STARTED] ??= build().then(installPackage));
}
