/**
 * Gives an entry point, in a process of its own, one hostile body after the other.
 *
 * @module test/faults/hostile
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Measured } from './hostile-child.ts';

export type { Measured } from './hostile-child.ts';

/** What strangers, and those who look at what strangers sent, give bodies to. */
export const ENTRY_POINTS = [
  'verify',
  'explain',
  'unwrap',
  'validate',
  'normalize',
  'the receiver of node:http',
  'the mock receiver',
  'the command validate',
] as const;

/** As many bytes as a receiver accepts by default. */
export const LARGEST = 10_485_760;

/** @param child its bundle @param entryPoint one of {@link ENTRY_POINTS}, or `JSON.parse` @param size of each body */
export async function measureHostile(
  child: string,
  entryPoint: string,
  size: number = LARGEST,
): Promise<Measured> {
  const args = ['--max-old-space-size=512', child, entryPoint, String(size)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Measured;
}
