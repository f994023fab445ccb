/** @module cli/definitions/generate */
import { type Command, Option } from 'commander';
import { auths, frameworks, languages, testRunners } from '../../codegen/handlers/choices.ts';
import { typeLanguages } from '../../codegen/types/index.ts';
import { type Run, parseSeconds } from './definition.ts';

const EXAMPLES = `
On a terminal it asks for what is not given; elsewhere it takes what the project says, and names what is missing.
A file that is there already is left alone, and the difference is shown.

Examples:
  maxun-webhooks generate handlers
  maxun-webhooks generate handlers --framework express --language ts --auth token --tests vitest
  maxun-webhooks generate handlers --framework next --auth signed --tests none --dry-run
  maxun-webhooks generate handlers --auth basic --tests jest --out src/webhooks --json`;

/** `maxun-webhooks generate` */
export function defineGenerate(program: Command, run: Run): void {
  const generate = program
    .command('generate')
    .description(
      "generate code of your own: handlers with a test, types of a robot's data, types of other languages",
    );
  defineHandlers(generate, run);
  defineRobot(generate, run);
  defineTypes(generate, run);
}

function defineHandlers(generate: Command, run: Run): void {
  add(
    generate,
    'handlers',
    'write a handler of every event for your framework, a test of it, and .env.example',
  )
    .addOption(new Option('--framework <name>', 'what your app is built with').choices(frameworks))
    .addOption(new Option('--language <language>', 'of the files').choices(languages))
    .addOption(
      new Option(
        '--auth <kind>',
        'signature, token in the URL, user and password in the URL, or nothing',
      ).choices(auths),
    )
    .addOption(new Option('--tests <runner>', 'what runs your tests').choices(testRunners))
    .option('--out <folder>', 'where the files go; by default src, or the route of Next.js')
    .option('-y, --yes', 'take what the project says, and do not ask', false)
    .addHelpText('after', EXAMPLES)
    .action(run(async () => (await import('../commands/generate-handlers.ts')).generateHandlersCommand));
}

const ROBOT_EXAMPLES = `
A capture is a payload, or an HTTP archive (HAR) of deliveries. Only runs with data in them count, and the more the better: a column
that one of them does not have is optional. Needs quicktype-core and ajv in your project.

Examples:
  maxun-webhooks generate robot delivery.json other-delivery.json
  maxun-webhooks generate robot --name shop --out src/robots < deliveries.ndjson
  maxun-webhooks generate robot --from http://127.0.0.1:4400 --robot d453def3-800a-4b6c-ba31-854cf8dd8d26 --watch
  MAXUN_API_KEY=... maxun-webhooks generate robot --maxun http://localhost:8080 --robot d453def3-800a-4b6c-ba31-854cf8dd8d26`;

function defineRobot(generate: Command, run: Run): void {
  add(
    generate,
    'robot',
    "write types, a JSON Schema and a validator of one robot's data, from what it really sends",
  )
    .argument('[captures...]', "files, or '-' for standard input: JSON, a document per line, or HAR")
    .option('--from <url>', 'take what a running mock receiver keeps')
    .option('--maxun <url>', "ask Maxun's REST API at this address, with the key in MAXUN_API_KEY")
    .option('--robot <id>', 'id of the robot in Maxun; needed if the captures are of several')
    .option('--name <name>', 'what the robot is called in types and files (default: its name in Maxun)')
    .option('--enums', 'make an enum of a column that has only few different texts', false)
    .option('--out <folder>', 'where the files go', '.')
    .option('--watch', 'write the files again as deliveries arrive, files change or runs end', false)
    .option(
      '--every <seconds>',
      "with --maxun and --watch: how often Maxun's API is asked (default: 60)",
      parseSeconds,
    )
    .addHelpText('after', ROBOT_EXAMPLES)
    .action(run(async () => (await import('../commands/generate-robot.ts')).generateRobotCommand));
}

const TYPES_EXAMPLES = `
Writes one folder that you copy into your project. It needs nothing but the standard library of the language. A file that is there
already is left alone, and the difference is shown.

Examples:
  maxun-webhooks generate types --language python
  maxun-webhooks generate types --language go --out internal --dry-run`;

function defineTypes(generate: Command, run: Run): void {
  add(
    generate,
    'types',
    'write the events and the normalised run as types of another language, with what reads them',
  )
    .addOption(
      new Option('--language <language>', 'of the files').choices(typeLanguages).makeOptionMandatory(),
    )
    .option('--out <folder>', 'where the folder of the files goes', '.')
    .addHelpText('after', TYPES_EXAMPLES)
    .action(run(async () => (await import('../commands/generate-types.ts')).generateTypesCommand));
}

/** Adds a command with the options that each of them has. */
function add(generate: Command, name: string, what: string): Command {
  return generate
    .command(name)
    .description(what)
    .option('--force', 'replace files that are there already', false)
    .option('--dry-run', 'write nothing, and say what would be written', false)
    .option('--json', 'print one JSON object', false);
}
