/**
 * The JSON documents that a command reads: one, or one per line.
 *
 * @module cli/documents
 */
import { buffer } from 'node:stream/consumers';
import { PayloadError } from '../errors/index.ts';
import { parseBody } from '../event/index.ts';
import { asUtf8, openInput, unreadable } from './input.ts';
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
 * Reports each document as soon as it is read: the input may be larger than the memory, or never end.
 *
 * @param file path of a file, or `-` for standard input
 * @param json whether one that cannot be read is reported as JSON
 * @param report prints a document's result, and returns whether it is good
 * @returns the exit code: 0 if every document is good, 1 if one is not
 * @throws {TypeError} if the file cannot be read or is empty
 */
export async function reportEach(
  file: string,
  json: boolean,
  report: (document: Document) => boolean,
): Promise<number> {
  let code = 0;
  for await (const document of documentsOf(file)) {
    const isGood = document.error === undefined ? report(document) : reportUnreadable(document, json);
    if (!isGood) code = 1;
  }
  return code;
}

/**
 * Reads all documents.
 *
 * @param file path of a file, or `-` for standard input
 * @throws {TypeError} if the file cannot be read or is empty
 */
export async function readDocuments(file: string): Promise<Document[]> {
  const documents: Document[] = [];
  for await (const document of documentsOf(file)) documents.push(document);
  return documents;
}

async function* documentsOf(file: string): AsyncGenerator<Document> {
  let isEmpty = true;
  try {
    for await (const document of documentsIn(openInput(file))) {
      isEmpty = false;
      yield document;
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  if (isEmpty) throw new TypeError('There is nothing to read: give a JSON document, or one per line.');
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

const LINE_END = 0x0a;
const SPACE = 0x20;

/** A first line that is JSON has one document on each line, which is yielded when it comes. Otherwise the whole is read first. */
async function* documentsIn(input: AsyncIterable<Buffer>): AsyncGenerator<Document> {
  const pieces = wholeLinesOf(input);
  let isPerLine = false;
  let from = 1;
  for await (const piece of pieces) {
    const { lines, next } = linesOf(piece, from);
    for (const line of lines) {
      const document = parse(line);
      isPerLine ||= holdsObject(document);
      if (!isPerLine) {
        yield* split(Buffer.concat([piece, await buffer(pieces)]), document, from);
        return;
      }
      yield document;
    }
    from = next;
  }
}

/** Cuts an input at ends of lines: each piece holds whole lines. */
async function* wholeLinesOf(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  for await (const chunk of input) {
    const end = chunk.lastIndexOf(LINE_END) + 1;
    if (end > 0) {
      yield Buffer.concat([...held, chunk.subarray(0, end)]);
      held = [];
    }
    held.push(chunk.subarray(end));
  }
  yield Buffer.concat(held);
}

/** One document; or one per line, where the whole is not JSON and a line of it is. */
function split(input: Buffer, first: Document, from: number): Document[] {
  const bytes = asUtf8(input);
  const { lines } = linesOf(bytes, from);
  // Read already, unless its encoding is another.
  if (lines.length === 1 && bytes === input) return [first];
  const whole = parse({ bytes, line: lines[0]?.line ?? from });
  if (whole.error === undefined || lines.length === 1) return [whole];
  const each = lines.map(parse);
  return each.some(holdsObject) ? each : [whole];
}

function holdsObject({ error, value }: Document): boolean {
  return error === undefined && typeof value === 'object';
}

interface Line {
  readonly bytes: Buffer;
  readonly line: number;
}

/** The lines that are not blank. A blank one costs a look at its bytes and nothing else: a file may hold millions. */
function linesOf(input: Buffer, from: number): { readonly lines: Line[]; readonly next: number } {
  const lines: Line[] = [];
  let line = from;
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
  return { lines, next: line };
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
