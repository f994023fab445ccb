/**
 * `maxun-webhooks validate`: checks payloads in a file or on standard input.
 *
 * @module cli/commands/validate
 */
import { type ContractName, shapeOf, validate } from '../../validation/index.ts';
import { type Document, reportEach } from '../documents.ts';
import { paint, safe, safeJson } from '../terminal.ts';

/** The options of the command, as the command line gives them. */
export interface ValidateCommandOptions {
  readonly contract: ContractName;
  readonly json: boolean;
}

/**
 * Checks one payload, or one per line, and prints a verdict for each.
 *
 * @param file path of a file, or `-` for standard input
 * @param options which contract, and the form of the output
 * @returns the exit code: 0 if every payload is valid, 1 if one is not, 2 if there is nothing to read
 */
export async function validateCommand(file: string, options: ValidateCommandOptions): Promise<number> {
  return reportEach(file, options.json, (document) => report(document, options));
}

function report({ line, value }: Document, { contract, json }: ValidateCommandOptions): boolean {
  const result = validate(value, { contract });
  if (json) {
    const { ok } = result;
    console.log(safeJson(ok ? { line, ok, shape: result.shape } : { line, ok, issues: result.issues }));
    return ok;
  }
  if (result.ok) {
    console.log(`${paint('green', 'valid')}    line ${line}: ${result.event.event_type} (${result.shape})`);
    return true;
  }
  console.log(`${paint('red', 'invalid')}  line ${line}: ${result.issues.length} issue(s)`);
  for (const { message } of result.issues) console.log(`  ${safe(message)}`);
  const shape = shapeOf(value);
  if (contract === 'documented' && shape !== 'unknown') {
    console.log(
      `  Maxun servers do send this (${shape}), beyond what is documented: --contract any accepts it.`,
    );
  }
  return false;
}
