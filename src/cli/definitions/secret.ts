/** @module cli/definitions/secret */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { SecretCommandOptions } from '../commands/secret.ts';
import type { Exit } from './definition.ts';

const EXAMPLES = `
Examples:
  export MAXUN_WEBHOOK_SECRET="$(maxun-webhooks secret)"
  maxun-webhooks secret --type v1a --json   # a pair: whsk_… signs, whpk_… verifies`;

/** `maxun-webhooks secret` */
export function defineSecret(program: Command, exit: Exit): void {
  program
    .command('secret')
    .description('make a secret')
    .addOption(
      new Option('-t, --type <version>', 'shared (v1, HMAC-SHA256), or a pair of keys (v1a, Ed25519)')
        .choices(['v1', 'v1a'])
        .default('v1'),
    )
    .option('--bytes <number>', 'bytes of a shared secret, 24 to 64; by default 32', parseBytes)
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', EXAMPLES)
    .action(async (options: SecretCommandOptions) => {
      const { secretCommand } = await import('../commands/secret.ts');
      exit(await secretCommand(options));
    });
}

function parseBytes(text: string): number {
  const bytes = Number(text);
  if (/^\d{1,3}$/.test(text) && bytes >= 24 && bytes <= 64) return bytes;
  throw new InvalidArgumentError('Expected a whole number from 24 to 64.');
}
