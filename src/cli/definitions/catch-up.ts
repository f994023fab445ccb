/** @module cli/definitions/catch-up */
import { type Command, Option } from 'commander';
import {
  allowOption,
  listOption,
  parseSeconds,
  parseTimestamp,
  type Run,
  secretOption,
} from './definition.ts';

const EXAMPLES = `
Asks Maxun's API for runs that have ended since the last call, and sends each to an endpoint, or prints it on a line. The key is
read from MAXUN_API_KEY. The endpoint must know the events of runs that it has received: receivers of this package do.

The cursor file keeps how far it has come. The first call begins now, or at --since. A run that does not arrive is sent again by the
next call. Run it by a timer, such as cron.

Exit code 0 if every run was seen and has arrived, 1 if not, 2 for misuse.

Examples:
  maxun-webhooks catch-up --maxun http://localhost:8080 --to https://example.com/hooks/maxun --cursor catch-up.json
  maxun-webhooks catch-up --maxun http://localhost:8080 --since 2026-11-23T00:00:00Z --dry-run
  maxun-webhooks catch-up --maxun http://localhost:8080 --since 2026-11-23T00:00:00Z > events.ndjson`;

/** `maxun-webhooks catch-up` */
export function defineCatchUp(program: Command, run: Run): void {
  const command = program
    .command('catch-up')
    .description("find the runs whose webhooks were lost, by Maxun's API, and deliver them")
    .addOption(
      new Option('--maxun <url>', "address of Maxun's server").env('MAXUN_URL').makeOptionMandatory(),
    )
    .option('--to <url>', 'endpoint that gets the events; without it, they are printed')
    .addOption(secretOption('whsec_… or whsk_…, to sign with'))
    .option('--unsigned', 'send without signatures', false)
    .addOption(allowOption().default([]))
    .option('--cursor <file>', 'keeps how far it has come; made by the first call')
    .option('--since <time>', 'where the first call begins: Unix seconds or a date', parseTimestamp);
  addRuns(command);
  command
    .addHelpText('after', EXAMPLES)
    .action(run(async () => (await import('../commands/catch-up.ts')).catchUpCommand));
}

/** Which runs, and how they are shown. */
function addRuns(command: Command): void {
  command
    .addOption(listOption('--robot <ids>', 'only these robots'))
    .option('--grace <seconds>', 'leave a run alone for so long after its end', parseSeconds, 120)
    .option('--time-zone <name>', "IANA name of the zone of Maxun's server (default: UTC)")
    .option('--locale <tag>', "BCP 47 tag of the locale of Maxun's server (default: en-US)")
    .option('--dry-run', 'only list the runs: send nothing, and leave the cursor as it is', false)
    .option('--json', 'print one JSON object per run', false);
}
