/** @module cli/definitions/trigger */
import { type Command, InvalidArgumentError } from 'commander';
import { observedShapes } from '#generated/events.js';
import { parseEdit, type PayloadEdit, parseRemoval } from '../../simulate/payload-edits.ts';
import { type Run, parseCount, parseSeconds } from './definition.ts';

const shapes = Object.entries(observedShapes).map(
  ([name, { letter, summary }]) => `  ${letter}  ${name.padEnd(18)} ${summary}`,
);

const HELP = `
The events, by letter, by name or by event type:
     run_completed, run_failed   The documented events.
${shapes.join('\n')}
  GF failed-scrape-pair Both failures of one scrape that was started through the API.
     all                The documented events, and every shape.

Each delivery is about another run. It is sent as stock Maxun sends it: unsigned, unless you give a secret; redirects
are followed, and those with status 301 to 303 lose the body. Exit code 0 if all arrived with their body, 1 if one did not,
2 for misuse.

Examples:
  maxun-webhooks trigger run_failed http://localhost:3000/hook
  maxun-webhooks trigger all http://localhost:3000/hook --secret "$MAXUN_WEBHOOK_SECRET"
  maxun-webhooks trigger A http://localhost:3000/hook --set data.robot_name=Prices --rows 5000
  maxun-webhooks trigger E http://localhost:3000/hook --retries   # as Maxun: 3 attempts, 5 s and 10 s apart
  maxun-webhooks trigger run_completed http://localhost:3000/hook --invalid truncated`;

/** `maxun-webhooks trigger` */
export function defineTrigger(program: Command, run: Run): void {
  program
    .command('trigger')
    .description('send an event to an endpoint: any shape, signed or as stock Maxun sends it')
    .argument('<event>', 'a letter, a shape, an event type, or all; see below')
    .argument('<url>', 'where to send it: http or https, private addresses too')
    .option('-s, --secret <secret>', 'sign it by Standard Webhooks: whsec_… or whsk_…')
    .option(
      '--set <place=value>',
      'change a field; the value is JSON or text; repeatable',
      collect(parseEdit),
      [],
    )
    .option('--unset <place>', 'take a field away; repeatable', collect(parseRemoval), [])
    .option('-e, --edit', 'change the payload in $EDITOR before it is sent', false)
    .option('--rows <n>', 'rows of the first captured list', parseCount)
    .option('--markdown <bytes>', 'length of the scraped page', parseCount)
    .option('--invalid <fault>', 'break the body on purpose: an unknown name lists the possible faults')
    .option('-n, --count <n>', 'how many times', parseCount, 1)
    .option('--parallel <n>', 'how many at a time', parseCount, 1)
    .option('--repeat <seconds>', 'send again at this interval until Ctrl-C', parseSeconds)
    .option('--retries', 'try again as stock Maxun does, instead of once', false)
    .option('--timeout <seconds>', 'how long an attempt may take', parseSeconds, 30)
    .option('--json', 'print one JSON object per delivery', false)
    .addHelpText('after', HELP)
    .action(run(async () => (await import('../commands/trigger.ts')).triggerCommand));
}

function collect(parse: (text: string) => PayloadEdit) {
  return (text: string, previous: readonly PayloadEdit[]): readonly PayloadEdit[] => {
    try {
      return [...previous, parse(text)];
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  };
}
