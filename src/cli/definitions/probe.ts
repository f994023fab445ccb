/** @module cli/definitions/probe */
import { type Command, Option } from 'commander';
import {
  allowOption,
  listOption,
  parseCount,
  parseSeconds,
  type Run,
  secretOption,
  wholeNumber,
} from './definition.ts';

const HELP = `
A token stays in the URL; user and password in it are sent as Basic authentication, as Maxun does. Loopback may be probed, private
addresses with --allow, public ones with --yes: probe only an endpoint that is yours. Redirects are not followed.
Whether a delivery is handled once can only be seen with --observe-url or --observe-header.

Exit code 0 from the least score on, 1 below it or if time was up, 2 for misuse.

Examples:
  maxun-webhooks probe http://localhost:3000/hooks/maxun --secret "$MAXUN_WEBHOOK_SECRET"
  maxun-webhooks probe "http://localhost:3000/hooks/maxun?token=$HOOK_TOKEN" --level stock
  maxun-webhooks probe http://localhost:3000/hooks/maxun --only signature --only size-1mb
  maxun-webhooks probe http://localhost:3000/hooks/maxun --junit probe.xml --min-score 100`;

/** `maxun-webhooks probe` */
export function defineProbe(program: Command, run: Run): void {
  const command = program
    .command('probe')
    .description('check an endpoint: signatures, duplicates, sizes, odd requests; and say how to mend it')
    .argument('<url>', 'the endpoint, with its token if it has one')
    .addOption(
      new Option(
        '-l, --level <level>',
        'what is needed of it; by default signed if there is a secret',
      ).choices(['stock', 'signed']),
    )
    .addOption(secretOption('whsec_… or whsk_…, which the endpoint accepts'))
    .addOption(allowOption().default([]))
    .option('--yes', 'the address is public, and the endpoint is mine', false)
    .addOption(listOption('--only <names>', 'cases or groups to run, and what they depend on'))
    .addOption(listOption('--skip <names>', 'cases or groups to leave out'))
    .option(
      '--observe-url <url>',
      'answers to GET how many deliveries were handled: a number, or {"count": n}',
    )
    .option('--observe-header <name>', 'header of the answers that says how many were handled');
  addLimits(command);
  command
    .addHelpText('after', HELP)
    .action(run(async () => (await import('../commands/probe.ts')).probeCommand));
}

/** Bounds of the probe, and where the report goes. */
function addLimits(command: Command): void {
  command
    .option('--tolerance <seconds>', 'how old a signature may be', parseCount, 300)
    .option('--timeout <seconds>', "the webhook's timeout in Maxun", parseSeconds, 30)
    .option('--deadline <seconds>', 'how long the probe may take', parseSeconds, 60)
    .option('--ca <file>', 'certificate authorities to trust instead of the built-in ones, in PEM')
    .option('--min-score <n>', 'the least score for exit code 0', wholeNumber(0, 100), 90)
    .option('--json', 'print the report as JSON', false)
    .option('--junit <file>', 'write the report as JUnit XML')
    .option('--markdown <file>', 'write the report as Markdown');
}
