/** @module cli/definitions/normalize */
import type { Command } from 'commander';
import type { NormalizeCommandOptions } from '../commands/normalize.ts';
import type { Exit } from './definition.ts';

const EXAMPLES = `
Every guess, and everything that could not be read, is listed below the run.
Exit code 0 if every document tells of a run, 1 if one does not, 2 for misuse.

Examples:
  maxun-webhooks normalize delivery.json
  maxun-webhooks normalize --time-zone Europe/Berlin --locale de-DE delivery.json
  maxun-webhooks normalize --json < deliveries.ndjson | jq .run.lists`;

/** `maxun-webhooks normalize` */
export function defineNormalize(program: Command, exit: Exit): void {
  program
    .command('normalize')
    .description('show the run that payloads of any shape tell of: a JSON document, or one per line')
    .argument('[file]', "path of a file, or '-' for standard input", '-')
    .option('--time-zone <name>', "IANA name of the sending server's zone (default: UTC)")
    .option('--locale <tag>', "BCP 47 tag of the sending server's locale (default: en-US)")
    .option('--json', 'print one JSON object per document', false)
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: NormalizeCommandOptions) => {
      const { normalizeCommand } = await import('../commands/normalize.ts');
      exit(await normalizeCommand(file, options));
    });
}
