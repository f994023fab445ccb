/** @module cli/definitions/secret */
import { type Command, Option } from 'commander';
import { type Run, wholeNumber } from './definition.ts';

const EXAMPLES = `
Examples:
  export MAXUN_WEBHOOK_SECRET="$(maxun-webhooks secret)"
  maxun-webhooks secret --type v1a --json   # a pair: whsk_… signs, whpk_… verifies`;

/** `maxun-webhooks secret` */
export function defineSecret(program: Command, run: Run): void {
  program
    .command('secret')
    .description('make a secret')
    .addOption(
      new Option('-t, --type <version>', 'shared (v1, HMAC-SHA256), or a pair of keys (v1a, Ed25519)')
        .choices(['v1', 'v1a'])
        .default('v1'),
    )
    .option('--bytes <number>', 'bytes of a shared secret, 24 to 64; by default 32', wholeNumber(24, 64))
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', EXAMPLES)
    .action(run(async () => (await import('../commands/secret.ts')).secretCommand));
}
