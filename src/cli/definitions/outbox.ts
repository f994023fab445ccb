/** @module cli/definitions/outbox */
import { type Command, Option } from 'commander';
import type {
  OutboxDeadOptions,
  OutboxOptions,
  OutboxPurgeOptions,
  OutboxReplayOptions,
} from '../commands/outbox.ts';
import { type Exit, parseCount } from './definition.ts';
import { outboxOption } from './outbox-option.ts';

const EXAMPLES = `
A SQLite outbox has one owner at a time: stop the sender first, or use its own methods.

Examples:
  maxun-webhooks outbox stats --outbox webhooks.db
  maxun-webhooks outbox dead --outbox webhooks.db --json
  maxun-webhooks outbox show --outbox webhooks.db msg_01JDEMZ2Q0M4E7F2K9Z6T8W3XA
  maxun-webhooks outbox replay --outbox webhooks.db msg_01JDEMZ2Q0M4E7F2K9Z6T8W3XA
  maxun-webhooks outbox replay --outbox webhooks.db --all
  maxun-webhooks outbox enable --outbox webhooks.db 1b480cbd-c43b-4541-a69e-92d82000d992
  maxun-webhooks outbox purge --outbox webhooks.db --state dead --older-than 30`;

/** `maxun-webhooks outbox` */
export function defineOutbox(program: Command, exit: Exit): void {
  const outbox = program
    .command('outbox')
    .description('look into an outbox, put dead letters back, enable endpoints, purge')
    .addHelpText('after', EXAMPLES);
  outbox
    .command('stats')
    .description('how many deliveries there are, by what they are doing, and which endpoints are disabled')
    .addOption(outboxOption())
    .option('--json', 'print one JSON object', false)
    .action(async (options: OutboxOptions) => {
      const { outboxStats } = await import('../commands/outbox.ts');
      exit(await outboxStats(options));
    });
  outbox
    .command('dead')
    .description('list the dead letters, the longest dead first')
    .addOption(outboxOption())
    .option('--endpoint <id>', 'only those of this endpoint')
    .option('--limit <count>', 'how many at most', parseCount, 100)
    .option('--json', 'print one JSON object per dead letter', false)
    .action(async (options: OutboxDeadOptions) => {
      const { outboxDead } = await import('../commands/outbox.ts');
      exit(await outboxDead(options));
    });
  outbox
    .command('show')
    .description('show one delivery with its attempts; with --json, its body too')
    .argument('<id>', 'which one')
    .addOption(outboxOption())
    .option('--json', 'print one JSON object', false)
    .action(async (id: string, options: OutboxOptions) => {
      const { outboxShow } = await import('../commands/outbox-show.ts');
      exit(await outboxShow(id, options));
    });
  defineChanges(outbox, exit);
}

function defineChanges(outbox: Command, exit: Exit): void {
  outbox
    .command('replay')
    .description('put dead letters back, to be sent as soon as the sender runs')
    .argument('[ids...]', 'which ones')
    .addOption(outboxOption())
    .option('--all', 'all of them, or all of the endpoint', false)
    .option('--endpoint <id>', 'with --all: only those of this endpoint')
    .option('--json', 'print one JSON object', false)
    .action(async (ids: string[], options: OutboxReplayOptions) => {
      const { outboxReplay } = await import('../commands/outbox.ts');
      exit(await outboxReplay(ids, options));
    });
  outbox
    .command('enable')
    .description('send to a disabled endpoint again')
    .argument('<endpoint>', 'its id')
    .addOption(outboxOption())
    .option('--json', 'print one JSON object', false)
    .action(async (endpoint: string, options: OutboxOptions) => {
      const { outboxEnable } = await import('../commands/outbox.ts');
      exit(await outboxEnable(endpoint, options));
    });
  outbox
    .command('purge')
    .description('remove deliveries for good')
    .addOption(outboxOption())
    .addOption(
      new Option('--state <state>', 'which ones')
        .choices(['waiting', 'parked', 'dead'])
        .makeOptionMandatory(),
    )
    .option('--endpoint <id>', 'only those of this endpoint')
    .option('--older-than <days>', 'only those that were accepted longer ago', parseCount)
    .option('--json', 'print one JSON object', false)
    .action(async (options: OutboxPurgeOptions) => {
      const { outboxPurge } = await import('../commands/outbox.ts');
      exit(await outboxPurge(options));
    });
}
