/** @module cli/definitions/mock */
import { type Command, Option } from 'commander';
import type { MockCommandOptions } from '../commands/mock.ts';
import { type Exit, parsePort } from './definition.ts';

const EXAMPLES = `
Examples:
  maxun-webhooks mock
  maxun-webhooks mock --port 8080 --strict
  maxun-webhooks mock --host 0.0.0.0   # Maxun in Docker: http://host.docker.internal:4400/hook`;

/** `maxun-webhooks mock` */
export function defineMock(program: Command, exit: Exit): void {
  program
    .command('mock')
    .description('start the mock receiver and print a line per delivery')
    .addOption(
      new Option('-p, --port <port>', 'port to listen on').env('PORT').default(4400).argParser(parsePort),
    )
    .option(
      '--host <address>',
      'address to listen on; beyond this machine only the hook answers',
      '127.0.0.1',
    )
    .option('--strict', 'answer 422 to what does not meet the documented contract', false)
    .addHelpText('after', EXAMPLES)
    .action(async (options: MockCommandOptions) => {
      const { mockCommand } = await import('../commands/mock.ts');
      exit(await mockCommand(options));
    });
}
