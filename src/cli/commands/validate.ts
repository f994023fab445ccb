/**
 * `maxun-webhooks validate`: checks payloads in a file or on standard input.
 *
 * @module cli/commands/validate
 */
import { type ContractName, validate } from '../../validation/index.ts';
import { readInput } from '../input.ts';
import { paint, safe } from '../terminal.ts';

/** The options of the command, as the command line gives them. */
export interface ValidateCommandOptions {
  readonly contract: ContractName;
  readonly json: boolean;
}

/**
 * Checks one payload, or one per line, and prints a verdict for each.
 *
 * @param file path of a file, or `-` for standard input
 * @param options which contract, and in which form to print
 * @returns the exit code: 0 if every payload is valid, 1 if one is not, 2 if there is nothing to read
 */
export async function validateCommand(file: string, options: ValidateCommandOptions): Promise<number> {
  const input = await readInput(file);
  if (input === undefined) return 2;
  const documents = split(input.toString('utf8'));
  if (documents.length === 0) {
    console.error('There is nothing to validate: give a JSON document, or one per line.');
    return 2;
  }
  const valid = documents.map((document) => report(document, options));
  return valid.every(Boolean) ? 0 : 1;
}

interface Document {
  readonly line: number;
  readonly value: unknown;
  readonly error?: string;
}

/** One document, or, where that is not JSON and has several lines, a document per line. */
function split(input: string): Document[] {
  if (input.trim() === '') return [];
  const whole = parse(input, 1);
  const lines = input.split('\n').map((line, index) => ({ line, number: index + 1 }));
  const filled = lines.filter(({ line }) => line.trim() !== '');
  if (whole.error === undefined || filled.length === 1) return [whole];
  const each = filled.map(({ line, number }) => parse(line, number));
  return each.some(({ error }) => error === undefined) ? each : [whole];
}

function parse(input: string, line: number): Document {
  try {
    return { line, value: JSON.parse(input) };
  } catch (error) {
    return { line, value: undefined, error: `not JSON: ${(error as Error).message}` };
  }
}

function report({ line, value, error }: Document, { contract, json }: ValidateCommandOptions): boolean {
  if (error !== undefined) {
    console.log(
      json
        ? JSON.stringify({ line, ok: false, error })
        : `${paint('red', 'invalid')}  line ${line}: ${safe(error)}`,
    );
    return false;
  }
  const result = validate(value, { contract });
  if (json) {
    const { ok } = result;
    console.log(JSON.stringify(ok ? { line, ok, shape: result.shape } : { line, ok, issues: result.issues }));
    return ok;
  }
  if (result.ok) {
    console.log(`${paint('green', 'valid')}    line ${line}: ${result.event.event_type} (${result.shape})`);
    return true;
  }
  console.log(`${paint('red', 'invalid')}  line ${line}: ${result.issues.length} issue(s)`);
  for (const { message } of result.issues) console.log(`  ${safe(message)}`);
  return false;
}
