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
import { paint, safe, safeJson } from '../terminal.ts';

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
  return interruptible((signal) => probe(url, options, { ca: ca?.toString(), signal }));
}

async function probe(url: string, options: ProbeCommandOptions, given: ProbeOptions): Promise<number> {
  try {
    const result = await run(url, { ...optionsOf(options), ...given }, options.json);
    if (options.json) console.log(safeJson(result, 2));
    else printEnd(result);
    if (options.junit !== undefined) await writeFile(options.junit, probeToJUnit(result));
    if (options.markdown !== undefined) await writeFile(options.markdown, probeToMarkdown(result));
    return result.complete && result.score >= options.minScore ? 0 : 1;
  } catch (error) {
    if (given.signal?.aborted) return 1;
    if (!isFileError(error)) throw error;
    console.error(safe(error.message));
    return 2;
  }
}

function isFileError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'path' in error;
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

function observeOf({ observeUrl, observeHeader }: ProbeCommandOptions): Observe | undefined {
  if (observeUrl !== undefined) return { url: observeUrl };
  return observeHeader === undefined ? undefined : { header: observeHeader };
}

async function run(url: string, options: ProbeOptions, json: boolean): Promise<ProbeResult> {
  const { cases, level, requests } = planProbe(url, options);
  const seconds = (options.deadlineMs ?? 0) / 1000;
  console.error(
    paint(
      'dim',
      `${cases.length} cases at level ${level}: about ${requests} requests, the largest of 10 MB, in at most ${seconds} s. ` +
        'They hold made-up runs, forged signatures and broken bodies.',
      process.stderr,
    ),
  );
  const progress = startProgress('probing', cases.length, !json);
  let done = 0;
  let group = '';
  const onCase = (result: CaseResult): void => {
    if (!json) {
      progress.above(() => {
        if (result.group !== group) console.log(`\n${paint('bold', result.group)}`);
        console.log(describeCase(result, { paint, safe }));
      });
    }
    group = result.group;
    progress.update(++done);
  };
  try {
    return await probeEndpoint(url, { ...options, onCase });
  } finally {
    progress.stop();
  }
}

function printEnd(result: ProbeResult): void {
  const style = { paint, safe };
  for (const failure of failuresOf(result, style)) console.log(`\n${failure}`);
  console.log(`\n${describeScore(result, style)}`);
}
