/**
 * What the worst bodies of 10 MB cost an entry point beyond parsing them: CPU time, and memory. Each entry point has a process
 * of its own, the one of `test/faults/hostile-bodies.test.ts`, which only asks that no body takes many seconds.
 *
 * @module bench/suites/hostile-bodies
 */
import { rm } from 'node:fs/promises';
import { bundle } from '../../test/faults/bundle.ts';
import { ENTRY_POINTS, measureHostile, type Measured } from '../../test/faults/hostile.ts';
import type { Row } from '../harness.ts';

const MOST_CPU_MS = 1_000;
const MOST_MB = 200;

export async function hostileBodiesSuite(): Promise<Row[]> {
  const child = await bundle('hostile-child');
  const parsing = await measureHostile(child, 'JSON.parse');
  const rows: Row[] = [];
  for (const entryPoint of ENTRY_POINTS) {
    rows.push(...rowsOf(entryPoint, await measureHostile(child, entryPoint), parsing));
  }
  await rm(child);
  return rows;
}

function rowsOf(contender: string, { cpuMs, rssMb }: Measured, parsing: Measured): Row[] {
  const beyond = Object.entries(cpuMs).map(([name, ms]) => ({ name, ms: ms - (parsing.cpuMs[name] ?? 0) }));
  const worst = beyond.reduce((most, each) => (each.ms > most.ms ? each : most));
  const mb = rssMb - parsing.rssMb;
  return [
    {
      work: `10 MB: ${worst.name}`,
      contender,
      figure: `${worst.ms} ms`,
      ratio: worst.ms / MOST_CPU_MS,
      target: { atMost: 1 },
    },
    {
      work: '10 MB: memory beyond parsing',
      contender,
      figure: `${Math.round(mb)} MB`,
      ratio: mb / MOST_MB,
      target: { atMost: 1 },
    },
  ];
}
