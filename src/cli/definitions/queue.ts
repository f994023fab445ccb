/** @module cli/definitions/queue */
import { type Command, Option } from 'commander';
import { type Run, parseCount, queueOption } from './definition.ts';

const EXAMPLES = `
Only one process can open a SQLite queue: stop the sender first, or call the methods of the sender.

Examples:
  maxun-webhooks queue stats --queue webhooks.db
  maxun-webhooks queue dead --queue webhooks.db --json
  maxun-webhooks queue show --queue webhooks.db msg_01JDEMZ2Q0M4E7F2K9Z6T8W3XA
  maxun-webhooks queue replay --queue webhooks.db msg_01JDEMZ2Q0M4E7F2K9Z6T8W3XA
  maxun-webhooks queue replay --queue webhooks.db --all
  maxun-webhooks queue enable --queue webhooks.db 1b480cbd-c43b-4541-a69e-92d82000d992
  maxun-webhooks queue purge --queue webhooks.db --state dead --older-than 30`;

/** `maxun-webhooks queue` */
export function defineQueue(program: Command, run: Run): void {
  const queue = program
    .command('queue')
    .description('look into a queue, put dead letters back, enable endpoints, purge')
    .addHelpText('after', EXAMPLES);
  add(queue, 'stats', 'count the deliveries by state, and list the disabled endpoints').action(
    run(async () => (await import('../commands/queue.ts')).queueStats),
  );
  add(queue, 'dead', 'list the dead letters, the oldest first')
    .option('--endpoint <id>', 'only deliveries of this endpoint')
    .option('--limit <count>', 'the most that are listed', parseCount, 100)
    .action(run(async () => (await import('../commands/queue.ts')).queueDead));
  add(queue, 'show', 'show one delivery with its attempts; with --json, its body too')
    .argument('<id>', 'id of the delivery')
    .action(run(async () => (await import('../commands/queue.ts')).queueShow));
  defineChanges(queue, run);
}

function defineChanges(queue: Command, run: Run): void {
  add(queue, 'replay', 'put dead letters back; they are sent as soon as the sender runs')
    .argument('[ids...]', 'ids of the dead letters')
    .option('--all', 'all dead letters, or all of the endpoint', false)
    .option('--endpoint <id>', 'with --all: only dead letters of this endpoint')
    .action(run(async () => (await import('../commands/queue.ts')).queueReplay));
  add(queue, 'enable', 'send to a disabled endpoint again')
    .argument('<endpoint>', 'id of the endpoint')
    .action(run(async () => (await import('../commands/queue.ts')).queueEnable));
  add(queue, 'purge', 'remove deliveries permanently')
    .addOption(
      new Option('--state <state>', 'only deliveries in this state')
        .choices(['waiting', 'disabled', 'dead'])
        .makeOptionMandatory(),
    )
    .option('--endpoint <id>', 'only deliveries of this endpoint')
    .option('--older-than <days>', 'only those accepted more than this many days ago', parseCount)
    .action(run(async () => (await import('../commands/queue.ts')).queuePurge));
}

/** Adds a command with the options that each of them has. */
function add(queue: Command, name: string, what: string): Command {
  return queue
    .command(name)
    .description(what)
    .addOption(queueOption())
    .option('--json', 'print one JSON object; one per dead letter, where they are listed', false);
}
