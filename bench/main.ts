/**
 * `npm run bench [-- suite …]`: this package beside its peers, in one run. Needs `npm run build` first.
 *
 * Prints a row per contender. A ratio is beside the limit of the work: a bare loop over what Node itself offers.
 *
 * @module bench/main
 */
import { cpus } from 'node:os';
import { isMet, type Row } from './harness.ts';
import { catchUpSuite } from './suites/catch-up.ts';
import { fanOutSuite } from './suites/fan-out.ts';
import { hostileBodiesSuite } from './suites/hostile-bodies.ts';
import { hungEndpointSuite } from './suites/hung-endpoint.ts';
import { importSuite } from './suites/import.ts';
import { inboxSuite } from './suites/inbox.ts';
import { queueMillionSuite } from './suites/queue-million.ts';
import { queueSuite } from './suites/queue.ts';
import { postgresSuite } from './suites/postgres.ts';
import { mockSuite, receiveSuite } from './suites/receive.ts';
import { relaySuite } from './suites/relay.ts';
import { sendSuite } from './suites/send.ts';
import { validateSuite } from './suites/validate.ts';
import { verifySuite } from './suites/verify.ts';

const SUITES: Readonly<Record<string, () => Promise<Row[]>>> = {
  import: importSuite,
  validate: validateSuite,
  verify: verifySuite,
  'hostile-bodies': hostileBodiesSuite,
  receive: receiveSuite,
  mock: mockSuite,
  inbox: inboxSuite,
  'catch-up': catchUpSuite,
  relay: relaySuite,
  send: sendSuite,
  postgres: postgresSuite,
  'fan-out': fanOutSuite,
  queue: queueSuite,
  'hung-endpoint': hungEndpointSuite,
  'queue-million': queueMillionSuite,
};

/** Suites that take minutes: run where they are named. */
const BY_NAME_ALONE = new Set(['queue-million']);

function print(rows: readonly Row[]): void {
  for (const row of rows) {
    const { work, contender, figure, ratio, target } = row;
    const bound = target?.atLeast === undefined ? `≤ ${target?.atMost}` : `≥ ${target.atLeast}`;
    const promise = target === undefined ? '' : `${bound} ${isMet(row) === true ? 'met' : 'NOT MET'}`;
    const cells = [
      work.padEnd(34),
      contender.padEnd(28),
      figure.padStart(12),
      (ratio?.toFixed(3) ?? 'limit').padStart(9),
    ];
    console.log([...cells, promise].join('  ').trimEnd());
  }
}

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !Object.hasOwn(SUITES, name));
  if (unknown.length > 0) {
    console.error(`No such suite: ${unknown.join(', ')}. There are: ${Object.keys(SUITES).join(', ')}.`);
    return 2;
  }
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
  for (const [name, suite] of Object.entries(SUITES)) {
    const wanted = names.length === 0 ? !BY_NAME_ALONE.has(name) : names.includes(name);
    if (wanted) print(await suite());
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
