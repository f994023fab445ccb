/**
 * Compares contenders doing the same work: interleaved, so that a machine that slows down slows all of them, and as
 * ratios of medians, since absolute times are noise on a shared machine.
 *
 * @module bench/harness
 */

/** One way to do the work: once. */
export type Contender = () => unknown;

/** A row of the report. */
export interface Row {
  /** What was measured, with its size. */
  readonly work: string;
  /** Whose figure it is. */
  readonly contender: string;
  /** The figure, with its unit. */
  readonly figure: string;
  /** Beside the limit: how many times its speed (1 is as fast). */
  readonly ratio?: number | undefined;
  /** What this package promises of that ratio. */
  readonly target?: Target | undefined;
}

/** A promise about a ratio. */
export interface Target {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** How a comparison is run. */
export interface CompareOptions {
  /** Name of the work, for the report. */
  readonly work: string;
  /** The contender that the others are measured against. */
  readonly limit: string;
  /** Targets by contender. */
  readonly targets?: Readonly<Record<string, Target>>;
  /** `speed`: 1 is as fast as the limit, 2 twice as fast. `cost`: 2 takes twice as long. */
  readonly ratio?: 'speed' | 'cost';
  /** Rounds; each contender runs once in each, in a new order. */
  readonly rounds?: number;
  /** How long one contender runs in one round, in milliseconds. */
  readonly sliceMs?: number;
  /**
   * `cpu`: the CPU time of this process, for work that waits for nothing. The load of others hardly changes it; by the wall,
   * who makes more garbage also waits for the threads that collect it. Default: `wall`.
   */
  readonly clock?: 'wall' | 'cpu';
}

/** Milliseconds since some time in the past. */
type ReadClock = () => number;

const CLOCKS: Readonly<Record<'wall' | 'cpu', ReadClock>> = {
  wall: () => performance.now(),
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

/**
 * Runs contenders in turn and compares their medians.
 *
 * @param contenders by name, the limit among them
 * @param options what to call it, how long to run
 * @returns a row per contender
 */
export async function compare(
  contenders: Readonly<Record<string, Contender>>,
  { work, limit, targets = {}, ratio = 'speed', rounds = 31, sliceMs = 20, clock = 'wall' }: CompareOptions,
): Promise<Row[]> {
  const now = CLOCKS[clock];
  const runners: Runner[] = [];
  for (const [name, run] of Object.entries(contenders)) {
    runners.push({ name, run, calls: await calibrate(run, sliceMs, now), samples: [] });
  }
  for (let round = 0; round < rounds; round++) {
    for (const { run, calls, samples } of rotate(runners, round)) samples.push(await time(run, calls, now));
  }
  const base = median(runners.find(({ name }) => name === limit)?.samples ?? []);
  return runners.map(({ name, samples }) => {
    const own = median(samples);
    const beside = ratio === 'speed' ? base / own : own / base;
    const target = targets[name];
    return {
      work,
      contender: name,
      figure: formatTime(own),
      ratio: name === limit ? undefined : beside,
      target,
    };
  });
}

/**
 * A contender beside another one than the limit.
 *
 * @param rows of one comparison of speeds
 * @param contender by its name
 * @param promise the peer, and how many times its speed is promised
 */
export function beside(
  rows: readonly Row[],
  contender: string,
  { peer, atLeast }: { readonly peer: string; readonly atLeast: number },
): Row {
  const ratioOf = (name: string): number => rows.find((row) => row.contender === name)?.ratio ?? Number.NaN;
  const ratio = ratioOf(contender) / ratioOf(peer);
  return { work: `  beside ${peer}`, contender, figure: '', ratio, target: { atLeast } };
}

interface Runner {
  readonly name: string;
  readonly run: Contender;
  /** How many calls fill a slice. */
  readonly calls: number;
  /** Milliseconds per call, one for each round. */
  readonly samples: number[];
}

/** How many calls fill a slice, after a warm-up of three slices. */
async function calibrate(contender: Contender, sliceMs: number, now: ReadClock): Promise<number> {
  let calls = 0;
  const start = now();
  while (now() - start < sliceMs * 3 || calls < 3) {
    await contender();
    calls++;
  }
  return Math.max(1, Math.round((calls / (now() - start)) * sliceMs));
}

/** Milliseconds per call. A contender that answers at once is not awaited: an await costs more than some of the work. */
async function time(contender: Contender, calls: number, now: ReadClock): Promise<number> {
  const start = now();
  for (let i = 0; i < calls; i++) {
    const result = contender();
    if (result instanceof Promise) await result;
  }
  return (now() - start) / calls;
}

function rotate<T>(items: readonly T[], by: number): T[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

/** @param values numbers; the median of none is NaN */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** @param ms milliseconds */
export function formatTime(ms: number): string {
  if (ms < 0.001) return `${(ms * 1e6).toFixed(0)} ns`;
  return ms < 1 ? `${(ms * 1000).toFixed(2)} µs` : `${ms.toFixed(2)} ms`;
}

/**
 * Whether a row keeps its promise.
 *
 * @param row a row
 * @returns `undefined` if it promises nothing
 */
export function isMet({ ratio, target }: Row): boolean | undefined {
  if (target === undefined || ratio === undefined) return undefined;
  return ratio >= (target.atLeast ?? -Infinity) && ratio <= (target.atMost ?? Infinity);
}
