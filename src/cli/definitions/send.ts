/** @module cli/definitions/send */
import { type Command, Option } from 'commander';
import { type Run, parseSeconds, allowOption, queueOption, secretOption } from './definition.ts';

const EXAMPLES = `
An accepted event stays in the queue until it has arrived or is given up. To continue later, call send with --backlog and
without events. Secrets are never stored; set them in the environment variable MAXUN_WEBHOOK_SECRET.

Exit code 0 if everything arrived, 1 if something did not, 2 for misuse.

Examples:
  maxun-webhooks send https://example.com/hook event.json --queue webhooks.db
  maxun-webhooks send http://127.0.0.1:4400/hook --allow 127.0.0.1 --unsigned --queue webhooks.db < events.ndjson
  maxun-webhooks send https://example.com/hook --backlog --queue webhooks.db`;

/** `maxun-webhooks send` */
export function defineSend(program: Command, run: Run): void {
  program
    .command('send')
    .description('send events: signed, and kept in a queue until they have arrived')
    .argument('<url>', 'where to')
    .argument(
      '[file]',
      "path of the events, one JSON document or one per line, or '-' for standard input",
      '-',
    )
    .addOption(queueOption())
    .addOption(secretOption('whsec_… or whsk_…, to sign with'))
    .option('--unsigned', 'send as stock Maxun does, without signatures', false)
    .addOption(allowOption().default([]))
    .option('--webhook-id <id>', 'id of the subscription; by default it is derived from the URL')
    .addOption(
      new Option('-c, --contract <name>', 'what to check the events against')
        .choices(['documented', 'observed', 'any', 'off'])
        .default('any'),
    )
    .option('--wait <seconds>', 'how long to wait for the deliveries', parseSeconds, 60)
    .option('--backlog', 'send nothing new, only what the queue holds for this URL', false)
    .option('--json', 'print one JSON object per delivery', false)
    .addHelpText('after', EXAMPLES)
    .action(run(async () => (await import('../commands/send.ts')).sendCommand));
}
