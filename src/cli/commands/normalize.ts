/**
 * `maxun-webhooks normalize`: shows the run that a payload of any shape describes.
 *
 * @module cli/commands/normalize
 */
import { normalize } from '../../event/index.ts';
import { type Document, reportEach } from '../documents.ts';
import { describeRun } from '../run-report.ts';
import { safeJson } from '../terminal.ts';

/** The options of the command, as the command line gives them. */
export interface NormalizeCommandOptions {
  readonly timeZone?: string;
  readonly locale?: string;
  readonly json: boolean;
}

/**
 * Normalises one payload, or one per line, and prints the run of each.
 *
 * @param file path of a file, or `-` for standard input
 * @param options zone and locale of the sending server, and the form of the output
 * @returns the exit code: 0 if every document describes a run, 1 if one does not, 2 for misuse
 */
export async function normalizeCommand(file: string, options: NormalizeCommandOptions): Promise<number> {
  // Throws if the zone or the locale is unknown, before anything is read.
  normalize(undefined, options);
  return reportEach(file, options.json, (document) => report(document, options));
}

function report({ line, value }: Document, options: NormalizeCommandOptions): boolean {
  const run = normalize(value, options);
  // Without the id of a run, it is not an event.
  const ok = run.id !== undefined;
  console.log(options.json ? safeJson({ line, ok, run }) : describeRun(run, line));
  return ok;
}
