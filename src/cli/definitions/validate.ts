/** @module cli/definitions/validate */
import { type Command, Option } from 'commander';
import type { Run } from './definition.ts';

const EXAMPLES = `
Exit code 0 if every payload is valid, 1 if one is not, 2 for misuse.

Examples:
  maxun-webhooks validate delivery.json
  maxun-webhooks validate --contract any --json < deliveries.ndjson`;

/** `maxun-webhooks validate` */
export function defineValidate(program: Command, run: Run): void {
  program
    .command('validate')
    .description('check payloads: a JSON document, or one per line')
    .argument('[file]', "path of a file, or '-' for standard input", '-')
    .addOption(
      new Option('-c, --contract <name>', 'what to check against')
        .choices(['documented', 'observed', 'any'])
        .default('documented'),
    )
    .option('--json', 'print one JSON object per payload', false)
    .addHelpText('after', EXAMPLES)
    .action(run(async () => (await import('../commands/validate.ts')).validateCommand));
}
