/**
 * No body of 10 MB that an entry point accepts costs more than a second of CPU or 200 MB beyond parsing it, valid or not.
 * On a machine that is busy with other tests, where parsing alone takes longer than a second, as much as parsing it.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import type { Measured } from './hostile-child.ts';

const MOST_CPU_MS = 1_000;
const MOST_RSS_MB = 200;

let child: string;
let parsing: Measured;

async function measure(entry: string): Promise<Measured> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=512', child, entry]);
  return JSON.parse(stdout) as Measured;
}

beforeAll(async () => {
  child = await bundle('hostile-child');
  parsing = await measure('JSON.parse');
});

describe('hostile bodies of 10 MB', () => {
  test.each([
    'verify',
    'explain',
    'unwrap',
    'validate',
    'normalize',
    'the receiver of node:http',
    'the mock receiver',
    'the command validate',
  ])('cost %s little more than parsing them', async (entry) => {
    const { cpuMs, rssMb } = await measure(entry);
    const expensive = Object.entries(cpuMs).filter(([name, ms]) => {
      const parsed = parsing.cpuMs[name] ?? 0;
      return ms - parsed > Math.max(MOST_CPU_MS, parsed);
    });
    expect(expensive).toEqual([]);
    expect(rssMb - parsing.rssMb).toBeLessThan(MOST_RSS_MB);
  });
});
