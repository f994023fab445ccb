/** @module cli/definitions/generate */
import { type Command, Option } from 'commander';
import { auths, frameworks, languages, testRunners } from '../../codegen/handlers/choices.ts';
import type { GenerateHandlersOptions } from '../commands/generate-handlers.ts';
import type { Exit } from './definition.ts';

const EXAMPLES = `
On a terminal it asks for what is not given; elsewhere it takes what the project says, and names what is missing.
A file that is there already is left alone, and the difference is shown.

Examples:
  maxun-webhooks generate handlers
  maxun-webhooks generate handlers --framework express --language ts --auth token --tests vitest
  maxun-webhooks generate handlers --framework next --auth signed --tests none --dry-run
  maxun-webhooks generate handlers --auth basic --tests jest --out src/webhooks --json`;

/** `maxun-webhooks generate` */
export function defineGenerate(program: Command, exit: Exit): void {
  const generate = program.command('generate').description('generate code of your own: handlers with a test');
  defineHandlers(generate, exit);
}

function defineHandlers(generate: Command, exit: Exit): void {
  generate
    .command('handlers')
    .description('write a handler of every event for your framework, a test of it, and .env.example')
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
    .option('--force', 'replace files that are there already', false)
    .option('--dry-run', 'write nothing, and say what would be written', false)
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', EXAMPLES)
    .action(async (options: GenerateHandlersOptions) => {
      const { generateHandlersCommand } = await import('../commands/generate-handlers.ts');
      exit(await generateHandlersCommand(options));
    });
}
