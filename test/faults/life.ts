/**
 * The lives of a child process, and the ledger of what they said.
 *
 * @module test/faults/life
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { ChildTask } from './child.ts';

/** How many handlers a life runs at once. */
export const CONCURRENCY = 20;

/** How many messages at least are acknowledged before each kill. */
export const BETWEEN = 5;

/** What the lives said, together. */
export class Ledger {
  /** Acknowledged, and so never to be lost. */
  readonly acknowledged: Set<string> = new Set<string>();
  /** Ended for good, as far as was stored before a kill: never to be called again. */
  readonly stored: Set<string> = new Set<string>();
  /** Answered done or dead in some life. */
  readonly ended: Set<string> = new Set<string>();
  /** Called again although their end was stored. */
  readonly repeated: string[] = [];
  /** How often a handler was called for what had been answered before. */
  duplicates = 0;
  /** Dead letters at the end. */
  dead: readonly string[] = [];
  readonly problems: string[] = [];

  /** @returns what was acknowledged and has not ended */
  get lost(): string[] {
    return [...this.acknowledged].filter((id) => !this.ended.has(id));
  }

  /** @returns what has to be among the dead letters, as the child decides it */
  get died(): string[] {
    return [...this.ended].filter((id) => Number(/\d+$/.exec(id)?.[0]) % 30 === 0);
  }

  /** @returns what it holds, in a line */
  toString(): string {
    const { acknowledged, lost, dead, repeated, duplicates } = this;
    const counts = `${acknowledged.size} acknowledged, ${lost.length} lost, ${dead.length} dead letters`;
    return `${counts}, ${duplicates} called again, ${repeated.length} of them after their end was stored`;
  }
}

/** A running child. */
export interface Life {
  readonly child: ChildProcess;
  /** Resolves when the child says so for the first time. Rejects where it ends before. */
  said(kind: string): Promise<void>;
  /** Resolves with all read, once the child is gone. */
  readonly gone: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  kill(): Promise<void>;
}

/** @param program the bundle @param task for it @param ledger that is told of its lines */
export function live(program: string, task: ChildTask, ledger: Ledger): Life {
  const child = spawn(process.execPath, [program, JSON.stringify({ concurrency: CONCURRENCY, ...task })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const answered: string[] = [];
  const heard = new Set<string>();
  const waiting: { kind: string; resolve: () => void }[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const [kind = ''] = line.split(' ');
    hear(ledger, answered, line);
    heard.add(kind);
    for (const entry of waiting) if (entry.kind === kind) entry.resolve();
  });
  const gone = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    const exit = new Promise<[number | null, string | null]>((done) =>
      child.on('exit', (code, signal) => done([code, signal])),
    );
    lines.on('close', () => void exit.then(([code, signal]) => resolve({ code, signal })));
  });
  return {
    child,
    gone,
    async said(kind) {
      if (heard.has(kind)) return;
      const says = new Promise<void>((resolve) => waiting.push({ kind, resolve }));
      const ends = async (): Promise<void> => {
        await gone;
        if (!heard.has(kind)) throw new Error(`The child ended, and never said ${kind}.`);
      };
      await Promise.race([says, ends()]);
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Kills a life at a random moment, once more messages are acknowledged. */
export async function killLater(life: Life, ledger: Ledger): Promise<void> {
  const before = ledger.acknowledged.size;
  while (ledger.acknowledged.size <= before + BETWEEN) await wait(5);
  await wait(Math.random() * 200);
  await life.kill();
}

function hear(ledger: Ledger, answered: string[], line: string): void {
  const [kind = '', id = '', ...more] = line.split(' ');
  const words = [id, ...more].filter((word) => word !== '');
  const add = (ids: Set<string>, from: readonly string[]): void => {
    for (const word of from) ids.add(word);
  };
  const listeners: Readonly<Record<string, () => void>> = {
    A: () => add(ledger.acknowledged, words),
    H: () => {
      if (ledger.ended.has(id)) ledger.duplicates += 1;
      if (ledger.stored.has(id)) ledger.repeated.push(id);
    },
    E: () => void answered.push(id),
    D: () => void answered.push(id),
    C: () => add(ledger.stored, answered.splice(0)),
    S: () => add(ledger.stored, words),
    L: () => void (ledger.dead = words),
    P: () => void ledger.problems.push(words.join(' ')),
  };
  listeners[kind]?.();
  if (kind === 'E' || kind === 'D') ledger.ended.add(id);
}
