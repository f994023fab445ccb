/** @module cli/definitions/relay */
import { type Command, Option } from 'commander';
import { allowOption, collectWords, listOption, parsePort, parseSeconds, type Run } from './definition.ts';

const EXAMPLES = `
Every delivery that is answered 200 is on the disk, and sent until it arrives or is given up. Ctrl-C or SIGTERM lets running
attempts finish; the rest is sent after the next start.

Secrets are read from files or from the environment: MAXUN_RELAY_TOKEN, which Maxun has to know, and MAXUN_WEBHOOK_SECRET,
which signs, and MAXUN_API_KEY for --complete and --catch-up. Give the webhook in Maxun a URL such as http://relay:4500/hook/TOKEN.

Examples:
  maxun-webhooks relay --to https://example.com/hooks/maxun
  maxun-webhooks relay --to https://example.com/hook --token-file token.txt --secret-file secret.txt --store /data
  maxun-webhooks relay --config relay.yaml
  maxun-webhooks relay --to http://n8n:5678/webhook/maxun --allow n8n --unsigned --events run_completed`;

/** `maxun-webhooks relay` */
export function defineRelay(program: Command, run: Run): void {
  const command = program
    .command('relay')
    .description("take stock Maxun's webhooks, keep them, and send them on: signed, with retries")
    .addOption(
      new Option('--to <url>', 'where to; can be repeated').env('MAXUN_RELAY_TO').argParser(collectWords),
    )
    .addOption(
      new Option('-c, --config <file>', 'settings in YAML or JSON; what is given here comes before them').env(
        'MAXUN_RELAY_CONFIG',
      ),
    )
    .addOption(
      new Option(
        '--store <location>',
        'a folder for two SQLite files, by default maxun-relay, or a postgres: URL',
      ).env('MAXUN_RELAY_STORE'),
    );
  addSecrets(command);
  addServer(command);
  addEvents(command);
  addMaxun(command);
  command
    .addHelpText('after', EXAMPLES)
    .action(run(async () => (await import('../commands/relay.ts')).relayCommand));
}

function addSecrets(command: Command): void {
  command
    .option('--token-file <file>', 'file of the token that Maxun has to know; by default MAXUN_RELAY_TOKEN')
    .option('--user <name>', 'user that goes with the token as a password, in https://user:token@…')
    .option('--open', 'take deliveries without a token, from anybody who reaches the port')
    .option('--secret-file <file>', 'file of the secret to sign with; by default MAXUN_WEBHOOK_SECRET')
    .option('--unsigned', 'send without signatures')
    .addOption(allowOption());
}

function addServer(command: Command): void {
  command
    .addOption(
      new Option('-p, --port <port>', 'port to listen on, by default 4500').env('PORT').argParser(parsePort),
    )
    .option('--host <address>', 'address to listen on, by default 127.0.0.1')
    .option('--path <path>', 'path that takes deliveries, by default /hook')
    .option(
      '--drain <seconds>',
      'how long running attempts may go on at the end, by default 25',
      parseSeconds,
    );
}

function addEvents(command: Command): void {
  command
    .addOption(listOption('--events <types>', 'send only events of these types'))
    .addOption(listOption('--robots <names>', 'send only events of robots with these names or ids'))
    .addOption(listOption('--statuses <statuses>', 'send only events of runs with these statuses'))
    .addOption(
      new Option(
        '--format <form>',
        "the documented contract's form, or as received; by default documented",
      ).choices(['documented', 'received']),
    )
    .addOption(listOption('--redact <names>', 'take out error.stack, user_id, or both'))
    .option('--time-zone <zone>', "Maxun's time zone, by default UTC")
    .option('--locale <tag>', "the locale of Maxun's dates, by default en-US");
}

function addMaxun(command: Command): void {
  command
    .addOption(new Option('--maxun <url>', "address of Maxun's server").env('MAXUN_URL'))
    .option('--maxun-key-file <file>', "file of the key of Maxun's API; by default MAXUN_API_KEY")
    .option('--complete', "fetch the results that Maxun's webhooks leave out, before events are sent")
    .option(
      '--catch-up <seconds>',
      'ask Maxun every so many seconds, such as 300, for runs whose webhooks were lost; the first start begins now',
      parseSeconds,
    )
    .option('--cursor <file>', 'keeps how far catching up has come; by default in the folder of --store');
}
