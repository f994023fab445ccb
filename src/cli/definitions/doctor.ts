/** @module cli/definitions/doctor */
import type { Command } from 'commander';
import { allowOption, type Run, parseSeconds } from './definition.ts';

const EXAMPLES = `
The file holds the JSON of Maxun's list of webhooks, of a robot, or an array of webhooks. Tokens in URLs are masked.
--maxun reads the settings of every robot from a Maxun server, by its REST API and the key in MAXUN_API_KEY.
--online sends one HEAD to each URL (at most 100), follows no redirect, and probes what answers (at most 10) as
'maxun-webhooks probe URL --level stock' does: about 100 made-up deliveries each. Loopback is asked and probed; private addresses
with --allow; public ones are asked, and probed with --yes.
Exit code 0 without errors (there may be warnings), 1 with errors, 2 for misuse.

Examples:
  maxun-webhooks doctor webhooks.json
  MAXUN_API_KEY=... maxun-webhooks doctor --maxun http://localhost:8080
  maxun-webhooks doctor --online --release v0.0.43 webhooks.json
  maxun-webhooks doctor --handler-seconds 40 --json < webhooks.json`;

/** `maxun-webhooks doctor` */
export function defineDoctor(program: Command, run: Run): void {
  program
    .command('doctor')
    .description("say what will go wrong with Maxun's webhook settings, and how to mend it")
    .argument('[file]', "path of a file, or '-' for standard input (default)")
    .option(
      '--handler-seconds <seconds>',
      'how long the handler may take to answer (default: 25)',
      parseSeconds,
    )
    .option('--release <release>', 'release of the Maxun server, such as v0.0.43')
    .option(
      '--maxun <url>',
      'read the settings from the Maxun server at this address, with the key in MAXUN_API_KEY',
    )
    .option('--online', 'ask each URL whether it redirects, and probe its endpoint', false)
    .addOption(allowOption().default([]))
    .option('--yes', 'with --online: the public addresses are mine, probe them', false)
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', EXAMPLES)
    .action(run(async () => (await import('../commands/doctor.ts')).doctorCommand));
}
