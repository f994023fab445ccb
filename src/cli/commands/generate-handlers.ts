/**
 * `maxun-webhooks generate handlers`: writes handlers for the framework of a project.
 *
 * @module cli/commands/generate-handlers
 */
import {
  detectProject,
  type Found,
  type HandlerChoices,
  type HandlersPlan,
  planHandlers,
  type Project,
  writeFiles,
  type WriteOptions,
  type WrittenFile,
} from '../../codegen/index.ts';
import type { Answers } from '../ask-handlers.ts';
import { paint, safe, safeJson } from '../terminal.ts';
import { reportFiles } from '../written-files.ts';

/** The options of the command, as the command line gives them. */
export interface GenerateHandlersOptions extends Answers, WriteOptions {
  readonly out?: string;
  readonly yes: boolean;
  readonly json: boolean;
}

/**
 * Writes the files, and prints what was found, what was written, and what to do next.
 *
 * @param options flags; what they leave out is asked for on a terminal, or found in the project
 * @returns the exit code: 0 if every file has the generated content, 1 if one was kept or the user has cancelled
 * @throws {TypeError} if something is not known
 */
export async function generateHandlersCommand(options: GenerateHandlersOptions): Promise<number> {
  const project = detectProject(process.cwd());
  if (!options.json) reportFound(project, options);
  const answers = await completeAnswers(options, project);
  if (answers === undefined) return 1;
  const choices = choicesOf(answers, project);
  const plan = await planHandlers(project, choices, outOf(options, choices, project));
  const files = await writeFiles(project.folder, plan.files, options);
  if (options.json) console.log(safeJson({ choices, files, next: plan.next }));
  else report(files, plan, options);
  return files.some(({ outcome }) => outcome === 'kept') ? 1 : 0;
}

/** What is not given is asked for on a terminal; elsewhere the project is taken at its word. */
async function completeAnswers(
  { framework, language, auth, tests, yes, json }: GenerateHandlersOptions,
  project: Project,
): Promise<Answers | undefined> {
  if (process.stdin.isTTY && process.stdout.isTTY && !yes && !json) {
    const { askHandlers } = await import('../ask-handlers.ts');
    return askHandlers({ framework, language, auth, tests }, project);
  }
  return {
    framework: framework ?? project.framework?.value,
    language: language ?? project.language?.value,
    auth: auth ?? project.auth?.value,
    tests: tests ?? project.tests?.value,
  };
}

function choicesOf(answers: Answers, project: Project): HandlerChoices {
  const missing = Object.entries(answers).filter(([, answer]) => answer === undefined);
  if (missing.length === 0) return { ...(answers as HandlerChoices), isModule: project.isModule.value };
  const flags = missing.map(([name]) => `--${name}`).join(', ');
  throw new TypeError(
    `The project does not say everything: give ${flags}. --help lists the values; on a terminal, without --yes, it asks.`,
  );
}

/** Next.js finds a route by its folder, whatever the project looked like before the question. */
function outOf({ out }: GenerateHandlersOptions, { framework }: HandlerChoices, project: Project): string {
  if (out !== undefined) return out;
  const isNext = project.framework?.value === 'next';
  if (framework === 'next' && !isNext) return 'app/hooks/maxun';
  return isNext && framework !== 'next' ? '.' : project.sources;
}

/** A flag comes before what the project says. */
function reportFound(project: Project, options: GenerateHandlersOptions): void {
  const { isModule, packageManager } = project;
  const foundOf = (name: keyof Answers): Found<unknown> | undefined =>
    options[name] === undefined ? project[name] : { value: options[name], because: `--${name}` };
  const line = (title: string, found: Found<unknown> | undefined): void =>
    console.log(
      `  ${title.padEnd(16)} ${found === undefined ? 'not found' : `${safe(String(found.value))} (${safe(found.because)})`}`,
    );
  console.log('Found:');
  line('framework', foundOf('framework'));
  line('language', foundOf('language'));
  line('test runner', foundOf('tests'));
  line('authentication', foundOf('auth'));
  line('module system', { value: isModule.value ? 'ES modules' : 'CommonJS', because: isModule.because });
  line('package manager', packageManager);
  console.log('');
}

function report(
  files: readonly WrittenFile[],
  { next }: HandlersPlan,
  { dryRun }: GenerateHandlersOptions,
): void {
  reportFiles(files, dryRun, ['kept', 'replaced']);
  for (const [index, { title, lines }] of next.entries()) {
    console.log(`\n${index + 1}. ${paint('bold', title)}`);
    for (const line of lines) console.log(`   ${line}`);
  }
}
