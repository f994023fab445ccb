/** @module cli/definitions/mock */
import { type Command, Option } from 'commander';
import { type Run, parseCount, parsePort, collectEntries, collectWords } from './definition.ts';

const EXAMPLES = `
The page is at http://localhost:4400/, and answers this machine only.

Examples:
  maxun-webhooks mock
  maxun-webhooks mock --port 8080 --strict
  maxun-webhooks mock --secret whsec_…   # or MAXUN_WEBHOOK_SECRET in the environment
  maxun-webhooks mock --script retry-twice-then-succeed
  maxun-webhooks mock --forward http://localhost:3000/hook
  maxun-webhooks mock --store deliveries.db --json
  maxun-webhooks mock --maxun-api 4401   # with a simulated REST API of Maxun, whose key is printed
  maxun-webhooks mock --host 0.0.0.0   # Maxun in Docker: http://host.docker.internal:4400/hook`;

/** `maxun-webhooks mock` */
export function defineMock(program: Command, run: Run): void {
  const command = program
    .command('mock')
    .description('start the mock receiver with its page, and print a line per delivery')
    .addOption(
      new Option('-p, --port <port>', 'port to listen on').env('PORT').default(4400).argParser(parsePort),
    )
    .option('--host <address>', 'address to listen on; other machines reach only the hook', '127.0.0.1')
    .option('--strict', 'answer 422 to a payload that does not meet the documented contract', false);
  addChecks(command);
  addTargets(command);
  command
    .addHelpText('after', EXAMPLES)
    .action(run(async () => (await import('../commands/mock.ts')).mockCommand));
}

function addChecks(command: Command): void {
  command
    .addOption(
      new Option('--secret <secret...>', 'check signatures with these secrets')
        .env('MAXUN_WEBHOOK_SECRET')
        .argParser(collectWords),
    )
    .addOption(
      new Option('--token <token>', 'the token that the URL must have: ?token=…').env('MAXUN_WEBHOOK_TOKEN'),
    )
    .addOption(
      new Option(
        '--basic-auth <user:password>',
        'the user and password that the URL must have: https://user:password@…',
      ).env('MAXUN_WEBHOOK_BASIC_AUTH'),
    )
    .option(
      '--script <preset|file>',
      'how to answer: the name of a preset, or the path of a JSON file (with a dot or slash)',
    )
    .option('--store <file>', 'keep deliveries in this SQLite file')
    .option('--keep <count>', 'deliveries to keep', parseCount, 10_000)
    .option('--max-body <bytes>', 'the most bytes that a body may have; 10 MiB by default', parseCount)
    .option('--json', 'print one JSON object per delivery', false);
}

function addTargets(command: Command): void {
  command
    .addOption(
      new Option(
        '--maxun-api [port]',
        "simulate Maxun's REST API too: it has the runs of what arrives, and some whose webhooks are lost",
      ).argParser(parsePort),
    )
    .option('--forward <url>', 'forward every delivery to this endpoint, and return its answer')
    .option(
      '--allow <host...>',
      'private hosts and CIDR blocks to which deliveries may be replayed',
      collectEntries,
    )
    .option('--control-from <cidr...>', 'who may open the page besides this machine')
    .option('--control-host <name...>', 'names under which the page may be opened besides localhost')
    .option(
      '--control-origin <origin...>',
      'origins of the page behind a proxy, such as https://mock.example.com',
    )
    .option(
      '--control-password-file <file>',
      'file whose first line is the password of the page and its API',
    );
}
