/** @module cli/definitions/verify */
import { type Command, InvalidArgumentError } from 'commander';
import { type Run, parseTimestamp, secretOption } from './definition.ts';

const EXAMPLES = `
Exit code 0 if the delivery is authentic, 1 if it is not, 2 for misuse. Set the secrets in the environment
variable MAXUN_WEBHOOK_SECRET, separated by spaces: a list of processes shows the arguments of a command.

Examples:
  maxun-webhooks verify event.json --headers headers.txt
  maxun-webhooks verify event.json --headers headers.txt --at 2026-11-23T21:56:05Z   # as it was received then
  maxun-webhooks verify event.json -H 'webhook-id: msg_1' -H 'webhook-timestamp: 1614265330' \\
    -H 'webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' --json`;

/** `maxun-webhooks verify` */
export function defineVerify(program: Command, run: Run): void {
  program
    .command('verify')
    .description('verify a delivery, and say why it is not authentic')
    .argument('[file]', "path of the body, or '-' for standard input", '-')
    .addOption(secretOption('whsec_…, whpk_… or whsk_…, to verify with'))
    .option('-H, --header <line>', "a header, 'name: value'; can be repeated", collect)
    .option('--headers <file>', 'a file of headers: a line each, or a JSON object')
    .option(
      '--tolerance <seconds>',
      'largest difference between the signed time and now',
      parseTolerance,
      300,
    )
    .option('--at <time>', 'when it was received: Unix seconds, or ISO 8601; by default now', parseTimestamp)
    .option('--json', 'print the result as one JSON object', false)
    .addHelpText('after', EXAMPLES)
    .action(run(async () => (await import('../commands/verify.ts')).verifyCommand));
}

function collect(line: string, previous: readonly string[] = []): readonly string[] {
  if (!/^[^:]+:/.test(line)) throw new InvalidArgumentError("Expected 'name: value'.");
  return [...previous, line];
}

/** Without the upper limit of `parseSeconds`: an old delivery may be verified. */
function parseTolerance(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && Number.isFinite(seconds) && seconds > 0) return seconds;
  throw new InvalidArgumentError('Expected a number of seconds above 0.');
}
