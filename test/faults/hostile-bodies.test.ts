/**
 * No body keeps an entry point busy for seconds, or takes its memory, valid or not. Faults of that kind took 5 to 70 s of CPU, and
 * up to 1.2 GB. What is promised, a second and 200 MB beyond parsing for bodies of 10 MB, is measured on a quiet machine by
 * `npm run bench -- hostile-bodies`.
 */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { LARGEST, measureHostile } from './hostile.ts';

/** Parsing included, on a machine that is busy with other tests. */
const MOST_CPU_MS = 6_000;
const MOST_RSS_MB = 500;

let child: string;

beforeAll(async () => {
  child = await bundle('hostile-child');
});
afterAll(() => rm(child));

// `validate` and `normalize` alone are in test/event/hostile-bodies.test.ts.
test.each(['explain', 'the receiver of node:http', 'the mock receiver', 'the command validate'])(
  'hostile bodies of 5 MB do not keep %s busy',
  async (entryPoint) => {
    const { cpuMs, rssMb } = await measureHostile(child, entryPoint, LARGEST / 2);
    expect(Object.entries(cpuMs).filter(([, ms]) => ms > MOST_CPU_MS)).toEqual([]);
    expect(rssMb).toBeLessThan(MOST_RSS_MB);
  },
);
