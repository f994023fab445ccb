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

/** Installs packages, installs those of development, and runs the command of a package. */
const COMMANDS: Readonly<Record<PackageManager, readonly [add: string, addDev: string, run: string]>> = {
  npm: ['npm install', 'npm install --save-dev', 'npx'],
  pnpm: ['pnpm add', 'pnpm add --save-dev', 'pnpm exec'],
  yarn: ['yarn add', 'yarn add --dev', 'yarn'],
  bun: ['bun add', 'bun add --dev', 'bunx'],
};

/**
 * @param of what was generated, for which project
 * @returns the steps, in their order
 */
export function nextSteps(of: NextStepsOf): readonly NextStep[] {
  const { choices, made, project } = of;
  const [add, addDev, run] = COMMANDS[project.packageManager.value];
  const install = (command: string, wanted: readonly string[]): string[] => {
    const missing = wanted.filter((name) => !project.packages.has(name));
    return missing.length === 0 ? [] : [`${command} ${missing.join(' ')}`];
  };
  const steps: readonly NextStep[] = [
    {
      title: 'Install what is missing',
      lines: [...install(add, made.packages), ...install(addDev, made.devPackages)],
    },
    { title: 'Run the test', lines: testCommand(of, run) },
    { title: 'Use the handlers in your app', lines: made.mount.split('\n') },
    { title: `Set ${made.env?.variable}`, lines: setVariable(of, run) },
    { title: 'See a delivery handled, once your app runs', lines: [triggerCommand(of, run)] },
    { title: 'Register the webhook in Maxun', lines: registration(choices) },
  ];
  return steps.filter(({ lines }) => lines.length > 0);
}

function testCommand({ choices, testPath }: NextStepsOf, run: string): string[] {
  const { tests, language } = choices;
  if (tests === 'none') return [];
  if (tests === 'vitest') return [`${run} vitest run ${testPath}`];
  if (tests === 'node-test') return [`node ${language === 'ts' ? '--import tsx ' : ''}--test ${testPath}`];
  return [
    `node --experimental-vm-modules node_modules/jest/bin/jest.js ${testPath}`,
    '# Jest cannot require() an ES module. Its configuration: docs/guides/typed-handlers.md in node_modules/maxun-webhooks',
  ];
}

function setVariable({ choices, made }: NextStepsOf, run: string): string[] {
  if (made.env === undefined) return [];
  const { variable } = made.env;
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
  if (auth === 'signed') return [];
  const urls = {
    token: 'https://<your host>/hooks/maxun?token=<MAXUN_WEBHOOK_TOKEN>',
    basic: 'https://maxun:<MAXUN_WEBHOOK_PASSWORD>@<your host>/hooks/maxun',
    none: 'https://<your host>/hooks/maxun',
  };
  return [urls[auth], '# Choose both events: the page of Maxun chooses run_completed alone.'];
}
