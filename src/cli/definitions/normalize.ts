/** @module cli/definitions/normalize */
import type { Command } from 'commander';
import type { Run } from './definition.ts';

const EXAMPLES = `
Below the run, every guess and every unreadable value is listed.
Exit code 0 if every document describes a run, 1 if one does not, 2 for misuse.

Examples:
  maxun-webhooks normalize delivery.json
  maxun-webhooks normalize --time-zone Europe/Berlin --locale de-DE delivery.json
  maxun-webhooks normalize --json < deliveries.ndjson | jq .run.lists`;

/** `maxun-webhooks normalize` */
export function defineNormalize(program: Command, run: Run): void {
  program
    .command('normalize')
    .description('show the run that a payload of any shape describes: a JSON document, or one per line')
    .argument('[file]', "path of a file, or '-' for standard input", '-')
    .option('--time-zone <name>', "IANA name of the sending server's zone (default: UTC)")
    .option('--locale <tag>', "BCP 47 tag of the sending server's locale (default: en-US)")
    .option('--json', 'print one JSON object per document', false)
    .addHelpText('after', EXAMPLES)
    .action(run(async () => (await import('../commands/normalize.ts')).normalizeCommand));
}
