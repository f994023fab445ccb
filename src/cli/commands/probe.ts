/**
 * `maxun-webhooks probe`: checks an endpoint, and prints a table with the fixes.
 *
 * @module cli/commands/probe
 */
import { writeFile } from 'node:fs/promises';
import {
  type CaseResult,
  describeCase,
  describeScore,
  failuresOf,
  type Observe,
  planProbe,
  probeEndpoint,
  type ProbeOptions,
  type ProbeResult,
  probeToJUnit,
  probeToMarkdown,
} from '../../probe/index.ts';
import { readInput } from '../input.ts';
import { interruptible } from '../interruptible.ts';
import { startProgress } from '../progress.ts';
import { paint, printNote, safe, safeJson } from '../terminal.ts';

/** The options of the command, as the command line gives them. */
export interface ProbeCommandOptions extends Pick<ProbeOptions, 'level' | 'allow' | 'only' | 'skip'> {
  readonly secret?: readonly string[];
  readonly yes: boolean;
  readonly observeUrl?: string;
  readonly observeHeader?: string;
  readonly tolerance: number;
  /** In seconds, as are the next. */
  readonly timeout: number;
  readonly deadline: number;
  readonly ca?: string;
  readonly minScore: number;
  readonly json: boolean;
  readonly junit?: string;
  readonly markdown?: string;
}

/**
 * Probes an endpoint and prints the report.
 *
 * @param url of the endpoint
 * @param options level, secrets, what to run, where to write
 * @returns the exit code: 0 from the least score on, 1 below it or if time was up, 2 for misuse
 */
export async function probeCommand(url: string, options: ProbeCommandOptions): Promise<number> {
  const ca = options.ca === undefined ? undefined : await readInput(options.ca);
  const result = await interruptible(async (signal) =>
    run(url, { ...optionsOf(options), ca: ca?.toString(), signal }, options.json).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    }),
  );
  if (result === undefined) return 1;
  if (options.json) console.log(safeJson(result, 2));
  else printEnd(result);
  if (options.junit !== undefined) await writeReport(options.junit, probeToJUnit(result));
  if (options.markdown !== undefined) await writeReport(options.markdown, probeToMarkdown(result));
  return result.complete && result.score >= options.minScore ? 0 : 1;
}

function observeOf({ observeUrl: url, observeHeader: header }: ProbeCommandOptions): Observe | undefined {
  if (url !== undefined) return { url };
  return header === undefined ? undefined : { header };
}

async function writeReport(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: Error) => {
    const question = 'is there such a folder, and may it be written to?';
    throw new TypeError(`A report cannot be written: ${question} ${error.message}`, { cause: error });
  });
}

function optionsOf(options: ProbeCommandOptions): ProbeOptions {
  const { level, secret, allow, yes, only, skip, tolerance, timeout, deadline } = options;
  return {
    level,
    // A secret of the environment does not turn a stock probe into a signed one.
    secrets: level === 'stock' ? [] : secret,
    allow,
    allowPublic: yes,
    only,
    skip,
    observe: observeOf(options),
    toleranceSeconds: tolerance,
    timeoutMs: timeout * 1000,
    deadlineMs: deadline * 1000,
  };
}

async function run(url: string, options: ProbeOptions, json: boolean): Promise<ProbeResult> {
  const { cases, level, requests } = planProbe(url, options);
  const seconds = (options.deadlineMs ?? 0) / 1000;
  printNote(
    `${cases.length} cases at level ${level}: about ${requests} requests, the largest of 10 MB, in at most ${seconds} s. ` +
      'They hold made-up runs, forged signatures and broken bodies.',
  );
  const progress = startProgress('probing', cases.length, !json);
  let done = 0;
  let group = '';
  let untried = 0;
  const onCase = (result: CaseResult): void => {
    // Dozens of lines that say the same would hide the one failure.
    if (isUntried(result)) untried++;
    else if (!json) {
      progress.above(() => {
        if (result.group !== group) console.log(`\n${paint('bold', result.group)}`);
        console.log(describeCase(result, { paint, safe }));
      });
    }
    if (!isUntried(result)) group = result.group;
    progress.update(++done);
  };
  try {
    return await probeEndpoint(url, { ...options, onCase });
  } finally {
    progress.stop();
    if (!json && untried > 0)
      console.log(`\n${untried} more cases follow from that: nothing arrives at the endpoint.`);
  }
}

function isUntried({ outcome, sent }: CaseResult): boolean {
  return outcome === 'follows' && sent === null;
}

function printEnd(result: ProbeResult): void {
  const style = { paint, safe };
  for (const failure of failuresOf(result, style)) console.log(`\n${failure}`);
  console.log(`\n${describeScore(result, style)}`);
}
