#!/usr/bin/env node
/**
 * The command line. Exit codes: 0 success, 1 a negative result, 2 misuse.
 *
 * @module cli/main
 */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { MockCommandOptions } from './commands/mock.ts';
import type { ValidateCommandOptions } from './commands/validate.ts';

const MISUSE = 2;

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a whole number from 0 to 65535.');
}

function createProgram(exit: (code: number) => void): Command {
  const program = new Command('maxun-webhooks')
    .description('Maxun webhooks: a mock receiver, and checks of payloads.')
    .exitOverride()
    .showHelpAfterError('(--help shows examples)');
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
    .addHelpText(
      'after',
      '\nExamples:\n  maxun-webhooks mock\n  maxun-webhooks mock --port 8080 --strict\n  maxun-webhooks mock --host 0.0.0.0   # Maxun in Docker: http://host.docker.internal:4400/hook',
    )
    .action(async (options: MockCommandOptions) => {
      const { mockCommand } = await import('./commands/mock.ts');
      exit(await mockCommand(options));
    });
  addValidate(program, exit);
  return program;
}

function addValidate(program: Command, exit: (code: number) => void): void {
  program
    .command('validate')
    .description('check payloads: a JSON document, or one per line')
    .argument('[file]', "path of a file, or '-' for standard input", '-')
    .addOption(
      new Option('-c, --contract <name>', 'what to check against')
        .choices(['documented', 'observed', 'any'])
        .default('documented'),
    )
    .option('--json', 'print one JSON object per payload', false)
    .addHelpText(
      'after',
      '\nExit code 0 if every payload is valid, 1 if one is not, 2 for misuse.\n\nExamples:\n  maxun-webhooks validate delivery.json\n  maxun-webhooks validate --contract any --json < deliveries.ndjson',
    )
    .action(async (file: string, options: ValidateCommandOptions) => {
      const { validateCommand } = await import('./commands/validate.ts');
      exit(await validateCommand(file, options));
    });
}

async function main(): Promise<number> {
  let code = 0;
  try {
    await createProgram((result) => {
      code = result;
    }).parseAsync();
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : MISUSE;
  }
}

process.exitCode = await main();
