/**
 * `maxun-webhooks verify`: tells whether a delivery is authentic, and if not, why.
 *
 * @module cli/commands/verify
 */
import type { SignatureExplanation } from '../../errors/index.ts';
import { explain, type HeadersLike, type VerifyResult } from '../../signature/index.ts';
import { readInput, requireSecrets, textOf } from '../input.ts';
import { paint, safe, safeJson } from '../terminal.ts';

/** The options of the command, as the command line gives them. */
export interface VerifyCommandOptions {
  readonly secret?: readonly string[];
  readonly header?: readonly string[];
  readonly headers?: string;
  readonly tolerance: number;
  /** When the delivery was received, in Unix seconds. */
  readonly at?: number;
  readonly json: boolean;
}

/**
 * Verifies a delivery and prints the finding, with the guesses of {@link explain}.
 *
 * @param file path of the body, or `-` for standard input
 * @param options headers, secrets, tolerance, time, and the form of the output
 * @returns the exit code: 0 if it is authentic, 1 if it is not
 */
export async function verifyCommand(file: string, options: VerifyCommandOptions): Promise<number> {
  if (file === '-' && options.headers === '-')
    throw new TypeError('Body and headers cannot both be on standard input: give a file for one of them.');
  const headers = await readHeaders(options);
  const body = await readInput(file);
  const at = options.at ?? Math.floor(Date.now() / 1000);
  const { secret, tolerance: toleranceSeconds } = options;
  const given = { secrets: requireSecrets(secret), toleranceSeconds, now: () => at * 1000 };
  const result = await explain(body, headers, given);
  console.log(options.json ? safeJson(result) : describe(result, at));
  return result.ok ? 0 : 1;
}

async function readHeaders({ header = [], headers: file }: VerifyCommandOptions): Promise<HeadersLike> {
  const given = header.flatMap(parseLine);
  if (file === undefined) return given;
  const found = headersIn(textOf(await readInput(file), 'latin1'));
  if (found.length > 0) return [...found, ...given];
  throw new TypeError(
    `${file} has no headers: expected lines of 'name: value', or a JSON object, in UTF-8 or with a byte order mark.`,
  );
}

function headersIn(text: string): string[] {
  if (!/^\s*\{/.test(text)) return text.split(/\r?\n/).flatMap(parseLine);
  try {
    return entriesOf(JSON.parse(text));
  } catch {
    return [];
  }
}

/** `name: value`, where the name is a token of RFC 9110; any other line, such as the request line, is skipped. */
function parseLine(line: string): string[] {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
  return name === undefined || value === undefined ? [] : [name, value];
}

function entriesOf(headers: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().flatMap((each) => (typeof each === 'string' ? [name, each] : [])),
  );
}

function describe(result: VerifyResult, at: number): string {
  if (!result.ok) {
    const { code, explanation } = result;
    const head = [`${paint('red', 'refused')}    ${code}`, safe(explanation.message)];
    return [...head, ...detailsOf(explanation)].join('\n');
  }
  const signed = new Date(result.timestamp * 1000).toISOString();
  const age = at - result.timestamp;
  const when = age < 0 ? `${-age} s in the future` : `${age} s ago`;
  return `${paint('green', 'authentic')}  ${safe(result.id)}, signed ${signed} (${when})`;
}

function detailsOf(explanation: SignatureExplanation): string[] {
  const { signedContent, bodyBytes, signatures, secrets, guesses } = explanation;
  const lines: string[] = [''];
  const add = (name: string, text: string): void => void lines.push(`  ${name.padEnd(12)} ${text}`);
  if (signedContent === '') add('body', `${bodyBytes} bytes`);
  else add('to be signed', safe(signedContent));
  for (const [index, { version, usable }] of signatures.entries()) {
    const form = usable ? 'well formed' : 'malformed or unknown';
    add(`signature ${index + 1}`, `${safe(version) || '(no version)'}, ${form}`);
  }
  for (const { index, version, matched } of secrets)
    add(`secret ${index + 1}`, `${version}, ${matched ? paint('green', 'matches') : 'does not match'}`);
  for (const { name, matched, advice } of guesses)
    add('guess', matched ? `${paint('yellow', name)} fits. ${advice}` : paint('dim', `${name} does not fit`));
  return lines;
}
