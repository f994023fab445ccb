/**
 * Prints problems for which no listener is registered: the first of a kind at once, then at most one line a minute
 * with the number of repeats.
 *
 * @module errors/problem-log
 */
import { requireMethods } from './options.ts';

/** Where problems are printed: `console`, or a logger whose methods take a text. */
export interface ProblemLogger {
  /** Takes what somebody else should mend: a refused delivery, an event without a handler. */
  readonly warn: (message: string) => void;
  /** Takes what the program itself should mend: a handler that throws, a store that fails. */
  readonly error: (message: string) => void;
}

/** The options of a {@link ProblemLog}. */
export interface ProblemLogOptions {
  /** Default: `console`. */
  readonly logger?: ProblemLogger | undefined;
  /** `true` prints nothing. Default: `false`. */
  readonly silent?: boolean | undefined;
  /** Returns the time in milliseconds; only differences are used. */
  readonly now: () => number;
}

const MINUTE_MS = 60_000;
/** The most kinds that are counted at the same time: strangers must not be able to fill the memory. */
const MAX_KINDS = 100;
const OTHER_KINDS = 'other problems';
/** Longest message in characters. */
const MAX_LENGTH = 2_000;
/** Control characters, line separators and marks that turn the writing direction: a log line must stay one line. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

interface Kind {
  printedAt: number;
  /** Repeats since then. */
  more: number;
}

/** Prints each kind of problem at most once a minute. It has no timer: the count is printed with the next repeat. */
export class ProblemLog {
  readonly #options: ProblemLogOptions;
  readonly #logger: ProblemLogger;
  readonly #kinds = new Map<string, Kind>();

  /**
   * @param options logger, `silent`, time
   * @throws {TypeError} if the logger has not both functions
   */
  constructor(options: ProblemLogOptions) {
    const { logger = console } = options;
    const expected = 'an object with the functions warn and error';
    this.#logger = requireMethods('logger', logger, { methods: ['warn', 'error'], expected });
    this.#options = options;
  }

  /**
   * @param kind tells repeats apart from new problems, such as an error code; never a text that a stranger chose
   * @param message what was found, what was expected, what to do; without secrets
   * @param level `error` for faults of this process, `warn` for those of the other side. Default: `warn`
   */
  report(kind: string, message: string, level: keyof ProblemLogger = 'warn'): void {
    if (this.#options.silent === true) return;
    const now = this.#options.now();
    const key = this.#keyOf(kind, now);
    const known = this.#kinds.get(key);
    if (known !== undefined && now - known.printedAt < MINUTE_MS) {
      known.more += 1;
      return;
    }
    this.#kinds.set(key, { printedAt: now, more: 0 });
    this.#print(level, message, known?.more ?? 0);
  }

  #keyOf(kind: string, now: number): string {
    if (this.#kinds.has(kind) || this.#kinds.size < MAX_KINDS) return kind;
    for (const [name, { printedAt }] of this.#kinds) {
      if (now - printedAt >= MINUTE_MS) this.#kinds.delete(name);
    }
    return this.#kinds.size < MAX_KINDS ? kind : OTHER_KINDS;
  }

  #print(level: keyof ProblemLogger, message: string, more: number): void {
    const text = message.slice(0, MAX_LENGTH).replaceAll(UNPRINTABLE, escaped);
    const repeats = more === 0 ? '' : ` (${more} more since the last such line)`;
    try {
      this.#logger[level](`maxun-webhooks: ${text}${repeats}`);
    } catch {
      // A failing logger must not stop its caller.
    }
  }
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
