/**
 * `maxun-webhooks generate robot`: writes the types of one robot's data, from what it really sends.
 *
 * @module cli/commands/generate-robot
 */
import { type InferredRobot, inferRobot, writeFiles, type WrittenFile } from '../../codegen/index.ts';
import { reportMisuse } from '../input.ts';
import { samplesInFiles, samplesOfMock, watchMock } from '../robot-samples.ts';
import { safe, safeJson } from '../terminal.ts';
import { reportFiles } from '../written-files.ts';

/** The options of the command, as the command line gives them. */
export interface GenerateRobotOptions {
  readonly from?: string;
  readonly robot?: string;
  readonly name?: string;
  readonly enums: boolean;
  readonly out: string;
  readonly watch: boolean;
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/**
 * Writes the files, and prints what became of each.
 *
 * @param files captures; none if they come from a server
 * @param options where the captures come from, which robot, and where the files go
 * @returns the exit code: 0 if every file has the generated content, 1 if one was kept, 2 for misuse or if there is nothing
 * to infer from
 */
export async function generateRobotCommand(
  files: readonly string[],
  options: GenerateRobotOptions,
): Promise<number> {
  try {
    const first = await generate(files, options);
    const { from } = options;
    if (!options.watch || from === undefined) return first;
    console.error(`Watching ${safe(from)}: the files follow what arrives. Ctrl+C ends it.`);
    await watchMock(from, async () => regenerate(options));
    console.error(`${safe(from)} has ended the connection.`);
    return 0;
  } catch (error) {
    if (isMissingPackage(error)) console.error(safe(error.message));
    else reportMisuse(error);
    return 2;
  }
}

/** What arrives while it watches may be of another robot, or hold nothing: that is printed, and the files stay. */
async function regenerate(options: GenerateRobotOptions): Promise<void> {
  try {
    await generate([], { ...options, force: true });
  } catch (error) {
    reportMisuse(error);
  }
}

async function generate(files: readonly string[], options: GenerateRobotOptions): Promise<number> {
  const robot = await inferRobot(await samplesOf(files, options), {
    robotId: options.robot,
    name: options.name,
    enums: options.enums,
  });
  const planned = Object.entries(robot.files).map(([path, content]) => ({ path, content }));
  const written = await writeFiles(options.out, planned, options);
  report(robot, written, options);
  return written.some(({ outcome }) => outcome === 'kept') ? 1 : 0;
}

async function samplesOf(
  files: readonly string[],
  { from, watch }: GenerateRobotOptions,
): Promise<unknown[]> {
  if (from !== undefined && files.length > 0) throw new TypeError('Give files or --from, not both.');
  if (watch && from === undefined)
    throw new TypeError('--watch follows a mock receiver: give --from and its URL.');
  return from === undefined ? samplesInFiles(files.length > 0 ? files : ['-']) : samplesOfMock(from);
}

function isMissingPackage(error: unknown): error is Error {
  return error instanceof Error && (error.cause as NodeJS.ErrnoException)?.code === 'ERR_MODULE_NOT_FOUND';
}

function report(
  { robotId, robotName, runs, files }: InferredRobot,
  written: readonly WrittenFile[],
  { json, dryRun }: GenerateRobotOptions,
): void {
  if (json) {
    console.log(safeJson({ robotId, robotName, runs, files: written }));
    return;
  }
  console.log(`${safe(robotName)} (${safe(robotId)}), from ${runs} run${runs === 1 ? '' : 's'}:`);
  reportFiles(written, { dryRun, diffOf: ['kept'] });
  const [module = ''] = Object.keys(files);
  console.log(
    `\nNext: import the robot from './${module.replace(/\.ts$/, '')}' and narrow a run to it, robot.narrow(run).`,
  );
}
