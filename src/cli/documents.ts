/**
 * The JSON documents that a command reads: one, or one per line.
 *
 * @module cli/documents
 */
import { PayloadError } from '../errors/index.ts';
import { parseBody } from '../event/index.ts';
import { asUtf8, readInput } from './input.ts';
import { paint, safe } from './terminal.ts';

/** One document of an input. */
export interface Document {
  /** The line that it starts on, from 1. */
  readonly line: number;
  readonly value: unknown;
  /** Why it cannot be read, if it cannot; to be printed through `safe`. */
  readonly error?: string;
}

/** A document is one string to the engine, and V8's longest has half a gigabyte. */
const MAX_DOCUMENT_BYTES = 256 * 1024 * 1024;

/**
 * Reads documents, and says on standard error if there are none.
 *
 * @param file path of a file, or `-` for standard input
 * @returns nothing if the file cannot be read or is empty
 */
export async function readDocuments(file: string): Promise<Document[] | undefined> {
  const input = await readInput(file);
  if (input === undefined) return undefined;
  const documents = split(asUtf8(input));
  if (documents.length > 0) return documents;
  console.error('There is nothing to read: give a JSON document, or one per line.');
  return undefined;
}

/**
 * Says that a document cannot be read, or used.
 *
 * @param document one with an error
 * @param json print a JSON object
 * @returns false, as for any negative result
 */
export function reportUnreadable({ line, error = '' }: Document, json: boolean): false {
  const text = `${paint('red', 'invalid')}  line ${line}: ${safe(error)}`;
  console.log(json ? JSON.stringify({ line, ok: false, error }) : text);
  return false;
}

interface Line {
  readonly bytes: Buffer;
  readonly line: number;
}

/** One document, or, where that is not JSON and lines of it are, a document per line. */
function split(input: Buffer): Document[] {
  const lines = linesOf(input);
  const [first] = lines;
  if (first === undefined) return [];
  const whole = parse({ bytes: input, line: first.line });
  if (whole.error === undefined || lines.length === 1) return [whole];
  const each = lines.map(parse);
  return each.some(({ error, value }) => error === undefined && typeof value === 'object') ? each : [whole];
}

/** The lines that are not blank. */
function linesOf(input: Buffer): Line[] {
  const lines: Line[] = [];
  for (let start = 0, line = 1; start < input.length; line++) {
    const end = input.indexOf('\n', start);
    const bytes = input.subarray(start, end === -1 ? input.length : end);
    if (bytes.some((byte) => byte > 0x20)) lines.push({ bytes, line });
    start += bytes.length + 1;
  }
  return lines;
}

function parse({ bytes, line }: Line): Document {
  try {
    return { line, value: parseBody(bytes, { maxBodyBytes: MAX_DOCUMENT_BYTES }).value };
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    const place = error.code === 'ERR_WEBHOOK_BODY_NOT_JSON' ? ` ${syntaxErrorOf(bytes)}` : '';
    return { line, value: undefined, error: `${error.message.replace('The body', 'It')}${place}` };
  }
}

/** What the engine says of the place: nothing for a delivery's sender, but a file's owner should know. */
function syntaxErrorOf(bytes: Buffer): string {
  try {
    JSON.parse(bytes.toString('utf8'));
    return '';
  } catch (error) {
    return `${(error as SyntaxError).message}.`;
  }
}
