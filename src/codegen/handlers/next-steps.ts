/**
 * What a user does after the files are written, command by command.
 *
 * @module codegen/handlers/next-steps
 */
import type { PackageManager, Project } from '../project.ts';
import type { HandlerChoices } from './choices.ts';
import type { GeneratedHandlers } from './generate.ts';

/** One step: commands of a shell, or code. */
export interface NextStep {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What the steps are made of. */
export interface NextStepsOf {
  readonly choices: HandlerChoices;
  readonly made: GeneratedHandlers;
  readonly project: Pick<Project, 'packages' | 'packageManager'>;
  /** Path of the test. */
  readonly testPath: string;
}

const COMMANDS: Readonly<
  Record<PackageManager, { readonly add: string; readonly addDev: string; readonly run: string }>
> = {
  npm: { add: 'npm install', addDev: 'npm install --save-dev', run: 'npx' },
  pnpm: { add: 'pnpm add', addDev: 'pnpm add --save-dev', run: 'pnpm exec' },
  yarn: { add: 'yarn add', addDev: 'yarn add --dev', run: 'yarn' },
  bun: { add: 'bun add', addDev: 'bun add --dev', run: 'bunx' },
};

/**
 * @param of what was generated, for which project
 * @returns the steps, in their order
 */
export function nextSteps(of: NextStepsOf): readonly NextStep[] {
  const { choices, made, project } = of;
  const commands = COMMANDS[project.packageManager.value];
  const install = [
    line(commands.add, missing(made.packages, project.packages)),
    line(commands.addDev, missing(made.devPackages, project.packages)),
  ].flat();
  return [
    ...(install.length > 0 ? [{ title: 'Install what is missing', lines: install }] : []),
    ...(choices.tests === 'none' ? [] : [{ title: 'Run the test', lines: testCommand(of, commands.run) }]),
    { title: 'Use the handlers in your app', lines: made.mount.split('\n') },
    ...(made.env === undefined ? [] : [{ title: `Set ${made.env.variable}`, lines: setVariable(of) }]),
    { title: 'See a delivery handled, once your app runs', lines: [triggerCommand(of, commands.run)] },
  ];
}

function missing(wanted: readonly string[], present: ReadonlySet<string>): readonly string[] {
  return wanted.filter((name) => !present.has(name));
}

function line(command: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${command} ${names.join(' ')}`];
}

function testCommand({ choices, testPath }: NextStepsOf, run: string): string[] {
  const { tests, language } = choices;
  if (tests === 'vitest') return [`${run} vitest run ${testPath}`];
  if (tests === 'node-test') return [`node ${language === 'ts' ? '--import tsx ' : ''}--test ${testPath}`];
  return [
    `node --experimental-vm-modules node_modules/jest/bin/jest.js ${testPath}`,
    '# Jest cannot require() an ES module. Its configuration: docs/guides/typed-handlers.md in node_modules/maxun-webhooks',
  ];
}

function setVariable({ choices, made, project }: NextStepsOf): string[] {
  const { run } = COMMANDS[project.packageManager.value];
  const { variable } = made.env ?? { variable: '' };
  const value =
    choices.auth === 'signed'
      ? `${run} maxun-webhooks secret`
      : `node -p "crypto.randomBytes(24).toString('hex')"`;
  return [`export ${variable}="$(${value})"   # and in .env; never in .env.example`];
}

function triggerCommand({ choices }: NextStepsOf, run: string): string {
  const urls = {
    signed: 'http://127.0.0.1:3000/hooks/maxun --secret "$MAXUN_WEBHOOK_SECRET"',
    token: '"http://127.0.0.1:3000/hooks/maxun?token=$MAXUN_WEBHOOK_TOKEN"',
    basic: '"http://maxun:$MAXUN_WEBHOOK_PASSWORD@127.0.0.1:3000/hooks/maxun"',
    none: 'http://127.0.0.1:3000/hooks/maxun',
  };
  return `${run} maxun-webhooks trigger run_completed ${urls[choices.auth]}`;
}
