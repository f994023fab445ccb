/**
 * Damages the files of a small store in one place after the other, and says what came of each trial. A process of its own,
 * so that it can be given little memory, and what it needs be measured.
 *
 * @module test/faults/damage-trials
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../../src/errors/index.ts';
import type { Queue, QueueDelivery, QueueMessage } from '../../src/queue/queue.ts';
import { joinPayload } from '../../src/queue/payload.ts';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';

/** What is done, as JSON in the first argument. */
export interface DamageTask {
  /** Has the files `closed`, and `open`, `open-wal`, `open-shm` of a killed owner. */
  readonly folder: string;
  /** `cut`: the file, or the log of a killed owner, ends at that byte. `flip`: that bit is another. */
  readonly kind: 'cut' | 'flip' | 'log-cut' | 'log-flip';
  /** Whether the index of the log is left out, as where a power cut took it. */
  readonly withoutIndex?: boolean;
  /** Bytes or bits: from, to before, and how far apart. */
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** What came of it, as JSON on standard output. */
export interface DamageReport {
  readonly trials: number;
  /** Nothing was missing. */
  readonly whole: number;
  /** The problem was told, and what was whole was delivered. */
  readonly reported: number;
  /** Not opened, with a typed error. */
  readonly refused: number;
  /** Where something was missing and nobody was told. */
  readonly silent: readonly number[];
  /** Where something else was handed out than what was accepted. */
  readonly wrong: readonly number[];
  readonly peakBytes: number;
}

const COUNT = 6;

/** What the store holds. */
export const messages: readonly (QueueMessage & {
  readonly payload: Buffer;
  readonly metadata: { readonly n: number };
})[] = Array.from({ length: COUNT }, (_, n) => ({
  endpoint: `endpoint-${n % 2}`,
  payload: Buffer.alloc(80, 65 + n),
  metadata: { n },
  orderKey: n < 3 ? 'line' : undefined,
}));

type Outcome = 'whole' | 'reported' | 'refused' | 'silent' | 'wrong';

function damaged(file: Buffer, at: number, kind: DamageTask['kind']): Buffer {
  if (kind.endsWith('cut')) return file.subarray(0, at);
  const copy = Buffer.from(file);
  copy[at >> 3] = (copy[at >> 3] as number) ^ (1 << (at & 7));
  return copy;
}

async function tryOut(folder: string, files: Readonly<Record<string, Buffer>>): Promise<Outcome> {
  const base = await mkdtemp(join(folder, 'trial-'));
  const path = join(base, 'queue.db');
  for (const [suffix, bytes] of Object.entries(files)) writeFileSync(path + suffix, bytes);
  // What tells that this was a queue.
  writeFileSync(`${path}-owner`, '');
  const problems: unknown[] = [];
  let queue: Queue | undefined;
  try {
    queue = await sqliteQueue(path, { onProblem: (problem) => problems.push(problem) });
    return await use(queue, problems);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return 'refused';
  } finally {
    await queue?.close();
    await rm(base, { recursive: true });
  }
}

async function use(queue: Queue, problems: readonly unknown[]): Promise<Outcome> {
  const found = new Set<string>();
  let isWrong = false;
  let isChecked = true;
  const worker = await queue.work(
    async (delivery) => {
      isChecked = false;
      found.add(delivery.id);
      isWrong ||= !isIntact(delivery);
      isChecked = true;
      return { outcome: 'done' };
    },
    { concurrency: 1 },
  );
  // Until nothing more is handed out; what a flipped due time has moved away is still there.
  for (let [idle, seen] = [0, 0]; idle < 3; seen = found.size) {
    await wait(2);
    idle = found.size === seen ? idle + 1 : 0;
  }
  await worker.close({ drainMs: 0 });
  for (const { id } of await queue.dead()) found.add(id);
  const { waiting, disabled } = await queue.stats();
  // A handler that fails tells of a problem too, and would hide what it was to find.
  if (isWrong || !isChecked) return 'wrong';
  if (problems.length > 0) return 'reported';
  return found.size + waiting + disabled === COUNT ? 'whole' : 'silent';
}

function isIntact(delivery: QueueDelivery): boolean {
  const accepted = messages.find(({ metadata }) => metadata.n === delivery.metadata['n']);
  return (
    accepted !== undefined &&
    delivery.endpoint === accepted.endpoint &&
    accepted.payload.equals(joinPayload(delivery.payload)) &&
    JSON.stringify(delivery.metadata) === JSON.stringify(accepted.metadata) &&
    delivery.orderKey === accepted.orderKey
  );
}

async function run({ folder, kind, withoutIndex, from, to, step }: DamageTask): Promise<DamageReport> {
  const isOfLog = kind.startsWith('log-');
  const names = isOfLog ? ['open', 'open-wal', ...(withoutIndex === true ? [] : ['open-shm'])] : ['closed'];
  const files: Record<string, Buffer> = {};
  for (const name of names) files[name.replace(/^\w+/, '')] = await readFile(join(folder, name));
  const target = isOfLog ? '-wal' : '';
  const whole = files[target] as Buffer;
  const at: Record<Outcome, number[]> = { whole: [], reported: [], refused: [], silent: [], wrong: [] };
  for (let place = from; place < to; place += step) {
    const outcome = await tryOut(folder, { ...files, [target]: damaged(whole, place, kind) });
    at[outcome].push(place);
  }
  const { silent, wrong } = at;
  const [intact, reported, refused] = [at.whole.length, at.reported.length, at.refused.length];
  const trials = intact + reported + refused + silent.length + wrong.length;
  const peakBytes = process.resourceUsage().maxRSS * 1_024;
  return { trials, whole: intact, reported, refused, silent, wrong, peakBytes };
}

const [, , argument] = process.argv;
if (argument?.startsWith('{')) {
  process.stdout.write(JSON.stringify(await run(JSON.parse(argument) as DamageTask)));
}
