/**
 * The JSON documents that a command reads: one, or one per line.
 *
 * @module cli/documents
 */
import { PayloadError } from '../errors/index.ts';
import { parseBody } from '../event/index.ts';
import { asUtf8, readInput } from './input.ts';
import { paint, safe, safeJson } from './terminal.ts';

/** One document of an input. */
export interface Document {
  /** The line that it starts on, from 1. */
  readonly line: number;
  readonly value: unknown;
  /** Why it cannot be read, if it cannot; to be printed through `safe`. */
  readonly error?: string;
}

/** A document must fit in one string, and V8's longest holds half a gigabyte. */
const MAX_DOCUMENT_BYTES = 256 * 1024 * 1024;

/**
 * Reads documents. If the input is empty, prints so on standard error.
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
 * Prints that a document cannot be read, or used.
 *
 * @param document whose `error` is set
 * @param json print a JSON object
 * @returns `false`, the result of a document that failed
 */
export function reportUnreadable({ line, error = '' }: Document, json: boolean): false {
  const text = `${paint('red', 'invalid')}  line ${line}: ${safe(error)}`;
  console.log(json ? safeJson({ line, ok: false, error }) : text);
  return false;
}

interface Line {
  readonly bytes: Buffer;
  readonly line: number;
}

/** One document; or one per line, where the whole is not JSON and a line of it is. */
function split(input: Buffer): Document[] {
  const lines = linesOf(input);
  const [first] = lines;
  if (first === undefined) return [];
  const whole = parse({ bytes: input, line: first.line });
  if (whole.error === undefined || lines.length === 1) return [whole];
  const each = lines.map(parse);
  return each.some(({ error, value }) => error === undefined && typeof value === 'object') ? each : [whole];
}

const LINE_END = 0x0a;
const SPACE = 0x20;

/** The lines that are not blank. A blank one costs a look at its bytes and nothing else: a file may hold millions. */
function linesOf(input: Buffer): Line[] {
  const lines: Line[] = [];
  let line = 1;
  for (let at = 0, start = 0; at < input.length; at++) {
    const byte = input[at] ?? 0;
    if (byte > SPACE) {
      const end = input.indexOf(LINE_END, at);
      at = end === -1 ? input.length : end;
      lines.push({ bytes: input.subarray(start, at), line });
    } else if (byte !== LINE_END) continue;
    start = at + 1;
    line++;
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

/** The engine's own message, which names the place. It may quote the text, so it is for the owner of the file only. */
function syntaxErrorOf(bytes: Buffer): string {
  try {
    JSON.parse(bytes.toString('utf8'));
    return '';
  } catch (error) {
    return `${(error as SyntaxError).message}.`;
  }
}
