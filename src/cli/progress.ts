/**
 * A progress bar on standard error, where that is a terminal.
 *
 * @module cli/progress
 */
import { SingleBar } from 'cli-progress';

/** Back to the beginning of the line, and erase it (ECMA-48, CR and EL). */
const CLEAR_LINE = '\r\u001b[K';

/** Shows how much of a long task is done. */
export interface Progress {
  /** @param done how much is done */
  update(done: number): void;
  /** @param print prints lines; the bar is erased before and drawn after */
  above(print: () => void): void;
  /** Erases the bar. */
  stop(): void;
}

/**
 * @param label what is being done
 * @param total how much there is to do
 * @param isWanted `false`: no bar, because the output is for a program
 * @returns the bar; without a terminal, one that does nothing
 */
export function startProgress(label: string, total: number, isWanted: boolean): Progress {
  if (!isWanted || !process.stderr.isTTY || total === 0) {
    return { update: () => undefined, above: (print) => print(), stop: () => undefined };
  }
  const bar = new SingleBar({
    format: `${label} {bar} {value}/{total}, {eta_formatted} to go`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(total, 0);
  return {
    update: (done) => bar.update(done),
    above(print) {
      process.stderr.write(CLEAR_LINE);
      print();
    },
    stop: () => bar.stop(),
  };
}
