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
    ...(choices.auth === 'signed'
      ? []
      : [{ title: 'Register the webhook in Maxun', lines: registration(choices) }]),
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
  const exported = `export ${variable}="$(${value})"`;
  if (choices.framework !== 'workers') return [`${exported}   # and in .env; never in .env.example`];
  return [
    exported,
    `echo "${variable}=$${variable}" >> .dev.vars   # read by wrangler dev; keep it out of git`,
    `${run} wrangler secret put ${variable}   # for the deployed Worker`,
  ];
}

function triggerCommand({ choices }: NextStepsOf, run: string): string {
  const host = `127.0.0.1:${choices.framework === 'workers' ? 8787 : 3000}`;
  const urls = {
    signed: `http://${host}/hooks/maxun --secret "$MAXUN_WEBHOOK_SECRET"`,
    token: `"http://${host}/hooks/maxun?token=$MAXUN_WEBHOOK_TOKEN"`,
    basic: `"http://maxun:$MAXUN_WEBHOOK_PASSWORD@${host}/hooks/maxun"`,
    none: `http://${host}/hooks/maxun`,
  };
  return `${run} maxun-webhooks trigger run_completed ${urls[choices.auth]}`;
}

function registration({ auth }: HandlerChoices): string[] {
  const urls = {
    token: 'https://<your host>/hooks/maxun?token=<MAXUN_WEBHOOK_TOKEN>',
    basic: 'https://maxun:<MAXUN_WEBHOOK_PASSWORD>@<your host>/hooks/maxun',
  };
  return [
    auth === 'token' || auth === 'basic' ? urls[auth] : 'https://<your host>/hooks/maxun',
    '# Choose both events: the page of Maxun chooses run_completed alone.',
  ];
}
