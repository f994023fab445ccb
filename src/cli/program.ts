/**
 * The commands of the command line.
 *
 * @module cli/program
 */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { packageFile } from '../package-file.ts';
import { defineCatchUp } from './definitions/catch-up.ts';
import type { Definition, Run } from './definitions/definition.ts';
import { defineDoctor } from './definitions/doctor.ts';
import { defineGenerate } from './definitions/generate.ts';
import { defineMock } from './definitions/mock.ts';
import { defineNormalize } from './definitions/normalize.ts';
import { defineProbe } from './definitions/probe.ts';
import { defineQueue } from './definitions/queue.ts';
import { defineRelay } from './definitions/relay.ts';
import { defineSecret } from './definitions/secret.ts';
import { defineSend } from './definitions/send.ts';
import { defineSign } from './definitions/sign.ts';
import { defineTrigger } from './definitions/trigger.ts';
import { defineValidate } from './definitions/validate.ts';
import { defineVerify } from './definitions/verify.ts';

/** In the order in which the help lists them. */
const DEFINITIONS: readonly Definition[] = [
  defineMock,
  defineTrigger,
  defineProbe,
  defineGenerate,
  defineDoctor,
  defineValidate,
  defineNormalize,
  defineSign,
  defineVerify,
  defineSecret,
  defineRelay,
  defineCatchUp,
  defineSend,
  defineQueue,
];

/**
 * Runs a command.
 *
 * @param args the arguments after the program's name
 * @returns the exit code: 0 success, 1 a negative result, 2 misuse
 */
export async function runProgram(args: readonly string[]): Promise<number> {
  let code = 0;
  const program = new Command('maxun-webhooks')
    .description(
      'Maxun webhooks: a mock receiver, a simulated Maxun, generated handlers, a durable sender, a relay, signatures, checks of payloads.',
    )
    .version(readVersion(), '-V, --version', 'print the version')
    .exitOverride()
    .showHelpAfterError('(--help shows examples)');
  const run: Run =
    (load) =>
    async (...given) => {
      const command = await load();
      code = await command(...given);
    };
  for (const define of DEFINITIONS) define(program, run);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) return (await import('./input.ts')).reportFailure(error);
    return error.exitCode === 0 ? 0 : 2;
  }
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string };
  return version;
}
