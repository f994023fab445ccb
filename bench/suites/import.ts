/**
 * What importing costs a fresh process beyond bare Node: time, and memory.
 *
 * @module bench/suites/import
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median, type Row } from '../harness.ts';

/** What the first import of a process costs whatever it imports: subtracted from all others. */
const NOTHING = 'data:text/javascript,';

const MODULES = {
  'an empty module': NOTHING,
  'maxun-webhooks': new URL('../../dist/src/index.js', import.meta.url).href,
  '@octokit/webhooks-methods': '@octokit/webhooks-methods',
  standardwebhooks: 'standardwebhooks',
  svix: 'svix',
  stripe: 'stripe',
  'ajv at run time': 'ajv',
};
const ROUNDS = 15;

/** Measures inside the process, from just before the import to just after, so that Node's own start does not count. */
const PROBE = `
const name = process.argv[1];
globalThis.gc();
const rss = process.memoryUsage.rss();
const start = performance.now();
await import(name);
const ms = performance.now() - start;
console.log(JSON.stringify({ ms, mb: (process.memoryUsage.rss() - rss) / 1e6 }));`;

interface Cost {
  readonly ms: number;
  readonly mb: number;
}

function probe(specifier: string): Cost {
  const args = ['--expose-gc', '--input-type=module', '--eval', PROBE, specifier];
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, args, { cwd, encoding: 'utf8' })) as Cost;
}

export async function importSuite(): Promise<Row[]> {
  const costs = new Map<string, Cost[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, specifier] of Object.entries(MODULES)) {
      costs.set(name, [...(costs.get(name) ?? []), probe(specifier)]);
    }
  }
  const medians = [...costs].map(([contender, samples]) => ({
    contender,
    ms: median(samples.map(({ ms }) => ms)),
    mb: median(samples.map(({ mb }) => mb)),
  }));
  const [base = { ms: 0, mb: 0 }, ...others] = medians;
  return others.flatMap(({ contender, ms, mb }) => {
    const row = { work: 'import, beyond bare Node', contender };
    const [time, memory] = [ms - base.ms, mb - base.mb];
    const own = contender === 'maxun-webhooks';
    return [
      { ...row, figure: `${time.toFixed(1)} ms`, ratio: time, target: own ? { atMost: 10 } : undefined },
      { ...row, figure: `${memory.toFixed(2)} MB`, ratio: memory, target: own ? { atMost: 2.5 } : undefined },
    ];
  });
}
