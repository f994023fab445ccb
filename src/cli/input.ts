/**
 * Reads what a command needs, and reports wrong calls.
 *
 * @module cli/input
 */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DeliveryError, WebhookError } from '../errors/index.ts';
import { safe } from './terminal.ts';

/**
 * Opens a file or standard input. An error comes when it is read.
 *
 * @param file path of a file, or `-` for standard input
 */
export function openInput(file: string): Readable {
  return file === '-' ? process.stdin : createReadStream(file);
}

/**
 * Reads a file or standard input. If that fails, prints the reason on standard error.
 *
 * @param file path of a file, or `-` for standard input
 * @returns the bytes; nothing if they cannot be read
 */
export async function readInput(file: string): Promise<Buffer | undefined> {
  try {
    return await buffer(openInput(file));
  } catch (error) {
    return reportUnreadableFile(file, error);
  }
}

/**
 * Prints on standard error why a file cannot be read.
 *
 * @param file path of a file, or `-` for standard input
 * @param error of the system
 * @throws any other error
 */
export function reportUnreadableFile(file: string, error: unknown): undefined {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) throw error;
  console.error(`Cannot read ${safe(file)}: ${reasonOf(code)}.`);
}

/**
 * A file's text, in the encoding of its byte order mark: PowerShell writes UTF-16.
 *
 * @param bytes of the file
 * @param otherwise the encoding of a file without a byte order mark
 */
export function textOf(bytes: Buffer, otherwise: 'utf8' | 'latin1'): string {
  const encoding = encodingOf(bytes);
  return encoding === undefined ? bytes.toString(otherwise) : new TextDecoder(encoding).decode(bytes);
}

/**
 * A file's bytes in UTF-8, whatever the encoding of its byte order mark.
 *
 * @param bytes of the file
 */
export function asUtf8(bytes: Buffer): Buffer {
  return encodingOf(bytes) === undefined ? bytes : Buffer.from(textOf(bytes, 'utf8'));
}

/** @see https://www.unicode.org/faq/utf_bom.html */
function encodingOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined;
}

function reasonOf(code: string | undefined): string {
  if (code === 'ENOENT') return 'the file does not exist';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'its permissions forbid it';
  return `the system says ${code ?? 'nothing more'}`;
}

/** The URL of an endpoint cannot be used. Both are found before anything is sent. */
const UNUSABLE_URL: ReadonlySet<string> = new Set([
  'ERR_WEBHOOK_ENDPOINT_INVALID',
  'ERR_WEBHOOK_ADDRESS_REFUSED',
]);

/**
 * Whether an error says that an option or argument is wrong: exit code 2.
 *
 * @param error that a command threw: the package throws a `TypeError` or `RangeError` for a wrong call alone
 */
export function isMisuse(error: unknown): error is Error {
  if (error instanceof DeliveryError) return UNUSABLE_URL.has(error.code);
  return error instanceof TypeError || error instanceof RangeError;
}

/**
 * Prints on standard error why a command failed.
 *
 * @param error that a function of the package threw
 * @returns the exit code: 2 for misuse, 1 for any other error of this package
 * @throws any other error
 */
export function reportFailure(error: unknown): number {
  const isWrong = isMisuse(error);
  if (!isWrong && !(error instanceof WebhookError)) throw error;
  console.error(safe(error.message));
  return isWrong ? 2 : 1;
}

/**
 * Requires that a command has a secret.
 *
 * @param secrets the values of `--secret`, or of the environment
 * @throws {TypeError} if the list is empty
 */
export function requireSecrets(secrets: readonly string[] = []): readonly string[] {
  if (secrets.length > 0) return secrets;
  throw new TypeError(
    "The secret is missing: set the variable MAXUN_WEBHOOK_SECRET, or give --secret. 'maxun-webhooks secret' makes one.",
  );
}
