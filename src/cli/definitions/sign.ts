/** @module cli/definitions/sign */
import type { Command } from 'commander';
import { type Run, parseTimestamp, secretOption } from './definition.ts';

const EXAMPLES = `
Prints the three headers that sign exactly the bytes of the body. Set the secrets in the environment variable
MAXUN_WEBHOOK_SECRET, separated by spaces: a list of processes shows the arguments of a command.

Examples:
  maxun-webhooks sign event.json
  maxun-webhooks sign event.json > headers.txt
  curl http://127.0.0.1:4400/hook -H @headers.txt -H 'content-type: application/json' --data-binary @event.json`;

/** `maxun-webhooks sign` */
export function defineSign(program: Command, run: Run): void {
  program
    .command('sign')
    .description('sign a body: prints the headers of a delivery')
    .argument('[file]', "path of the body, or '-' for standard input", '-')
    .addOption(secretOption('whsec_… or whsk_…, to sign with'))
    .option('--id <id>', "the delivery's id; by default a new one")
    .option('--timestamp <time>', 'Unix seconds, or a date in ISO 8601; by default now', parseTimestamp)
    .option('--json', 'print the headers as one JSON object', false)
    .addHelpText('after', EXAMPLES)
    .action(run(async () => (await import('../commands/sign.ts')).signCommand));
}
