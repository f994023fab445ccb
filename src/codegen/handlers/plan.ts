/**
 * Where the generated files go in a project.
 *
 * @module codegen/handlers/plan
 */
import { join, posix } from 'node:path';
import { hasVariable, type Project } from '../project.ts';
import { type PlannedFile, readIfThere } from '../write-files.ts';
import type { HandlerChoices } from './choices.ts';
import { generateHandlers } from './generate.ts';
import { type NextStep, nextSteps } from './next-steps.ts';

/** Files to write, and what to do next. */
export interface HandlersPlan {
  /** Paths are relative to the project's folder. */
  readonly files: readonly PlannedFile[];
  readonly next: readonly NextStep[];
}

/**
 * @param project that the files are for
 * @param choices of the user
 * @param out folder of the handlers and the test, relative to the project
 * @returns the plan; `.env.example` keeps the lines that it has
 * @throws {TypeError} as {@link generateHandlers}
 */
export async function planHandlers(
  project: Project,
  choices: HandlerChoices,
  out: string,
): Promise<HandlersPlan> {
  const made = generateHandlers(choices);
  const at = (name: string): string => posix.join(out.replaceAll('\\', '/'), name);
  const { handlers, test, env } = made;
  return {
    files: [
      { path: at(handlers.name), content: handlers.content },
      ...(test === undefined ? [] : [{ path: at(test.name), content: test.content }]),
      ...(env === undefined ? [] : [await envFile(project.folder, env)]),
    ],
    next: nextSteps({ choices, made, project, testPath: at(test?.name ?? '') }),
  };
}

async function envFile(folder: string, env: { variable: string; text: string }): Promise<PlannedFile> {
  const path = '.env.example';
  const before = (await readIfThere(join(folder, path))) ?? '';
  if (hasVariable(before, env.variable)) return { path, content: before };
  const end = before === '' || before.endsWith('\n') ? '' : '\n';
  return { path, content: `${before}${end}${env.text}` };
}
