/**
 * `maxun-webhooks generate robot`: writes the types of one robot's data, from what it really sends.
 *
 * @module cli/commands/generate-robot
 */
import {
  type InferredRobot,
  inferRobot,
  writeFiles,
  type WriteOptions,
  type WrittenFile,
} from '../../codegen/index.ts';
import { reportFailure, throwAsMisuse } from '../input.ts';
import { interruptible } from '../interruptible.ts';
import { type CaptureSource, sourceOf, type SourceOptions } from '../robot-samples.ts';
import { countOf, safe, safeJson } from '../terminal.ts';
import { reportFiles } from '../written-files.ts';

/** The options of the command, as the command line gives them. */
export interface GenerateRobotOptions extends SourceOptions, WriteOptions {
  readonly name?: string;
  readonly enums: boolean;
  readonly out: string;
  readonly json: boolean;
}

/**
 * Writes the files, and prints what became of each.
 *
 * @param files captures; none if they come from a server
 * @param options where the captures come from, which robot, and where the files go
 * @returns the exit code: 0 if every file has the generated content, 1 if one was kept
 * @throws {TypeError} for misuse, or if there is nothing to infer from
 */
export async function generateRobotCommand(
  files: readonly string[],
  options: GenerateRobotOptions,
): Promise<number> {
  const source = sourceOf(files, options);
  const generated = await generate(source, options).catch(throwAsMisuse);
  report(generated, options);
  if (generated.written.some(({ outcome }) => outcome === 'kept')) return 1;
  if (options.watch) await watch(source, options);
  return 0;
}

/** Writes the files again, until the source ends or the user ends it. */
async function watch(source: CaptureSource, options: GenerateRobotOptions): Promise<void> {
  console.error(`Watching ${safe(source.title)}: the files follow what arrives. Ctrl+C ends it.`);
  await interruptible(async (signal) => {
    for await (const _change of source.changes(signal)) await regenerate(source, options);
    if (!signal.aborted) console.error(`${safe(source.title)} has ended the connection.`);
  });
}

/** What arrives may be of another robot, or hold nothing, and a server may be away: that is printed, and the files stay. */
async function regenerate(source: CaptureSource, options: GenerateRobotOptions): Promise<void> {
  try {
    const generated = await generate(source, { ...options, force: true });
    if (generated.written.some(({ outcome }) => outcome !== 'unchanged')) report(generated, options);
  } catch (error) {
    reportFailure(error);
  }
}

interface Generated {
  readonly robot: InferredRobot;
  readonly written: readonly WrittenFile[];
}

async function generate(source: CaptureSource, options: GenerateRobotOptions): Promise<Generated> {
  const robot = await inferRobot(await source.read(), {
    robotId: options.robot,
    name: options.name,
    enums: options.enums,
  });
  const planned = Object.entries(robot.files).map(([path, content]) => ({ path, content }));
  return { robot, written: await writeFiles(options.out, planned, options) };
}

function report({ robot, written }: Generated, { json, dryRun }: GenerateRobotOptions): void {
  const { robotId, robotName, runs, files } = robot;
  if (json) {
    console.log(safeJson({ robotId, robotName, runs, files: written }));
    return;
  }
  console.log(`${safe(robotName)} (${safe(robotId)}), from ${countOf(runs, 'run')}:`);
  reportFiles(written, dryRun);
  const [module = ''] = Object.keys(files);
  console.log(
    `\nNext: import the robot from './${module.replace(/\.ts$/, '.js')}' and narrow a run to it, robot.narrow(run).`,
  );
}
