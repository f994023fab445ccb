/** @module cli/definitions/doctor */
import type { Command } from 'commander';
import type { DoctorCommandOptions } from '../commands/doctor.ts';
import { type Exit, parseSeconds } from './definition.ts';

const EXAMPLES = `
The file holds the JSON of Maxun's list of webhooks, of a robot, or an array of webhooks. Tokens in URLs are masked.
--online sends one HEAD to each URL (at most 100), and follows no redirect. Nothing else is sent:
'maxun-webhooks probe URL' checks an endpoint by deliveries.
Exit code 0 without errors (there may be warnings), 1 with errors, 2 for misuse.

Examples:
  maxun-webhooks doctor webhooks.json
  maxun-webhooks doctor --online --release v0.0.43 webhooks.json
  maxun-webhooks doctor --handler-seconds 40 --json < webhooks.json`;

/** `maxun-webhooks doctor` */
export function defineDoctor(program: Command, exit: Exit): void {
  program
    .command('doctor')
    .description("say what will go wrong with Maxun's webhook settings, and how to mend it")
    .argument('[file]', "path of a file, or '-' for standard input", '-')
    .option(
      '--handler-seconds <seconds>',
      'how long the handler may take to answer (default: 25)',
      parseSeconds,
    )
    .option('--release <release>', 'release of the Maxun server, such as v0.0.43')
    .option('--online', 'ask each URL once by HEAD whether it redirects', false)
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: DoctorCommandOptions) => {
      const { doctorCommand } = await import('../commands/doctor.ts');
      exit(await doctorCommand(file, options));
    });
}
