/**
 * Reads what a command needs, and reports wrong calls.
 *
 * @module cli/input
 */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DeliveryError, WebhookError } from '../errors/index.ts';
import type { EndpointAuthentication } from '../send/index.ts';
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
 * Reads a file or standard input.
 *
 * @param file path of a file, or `-` for standard input
 * @throws {TypeError} if it cannot be read
 */
export async function readInput(file: string): Promise<Buffer> {
  return buffer(openInput(file)).catch((error: unknown) => {
    throw unreadable(file, error);
  });
}

/**
 * Reads a text file, in UTF-8 or in the encoding of its byte order mark.
 *
 * @param file path of a file, or `-` for standard input
 * @throws {TypeError} if it cannot be read
 */
export async function readText(file: string): Promise<string> {
  return textOf(await readInput(file), 'utf8');
}

/**
 * Says why a file cannot be read.
 *
 * @param file path of a file, or `-` for standard input
 * @param error that came while it was read
 * @returns a `TypeError` for an error of the system; any other error as it is
 */
export function unreadable(file: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return error;
  return new TypeError(`Cannot read ${file}: ${reasonOf(code)}.`, { cause: error });
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
 * Throws an error of this package as a misuse: for what fails before a command has done anything, where exit code 1 would say
 * that its result is negative.
 *
 * @param error that a function of the package threw
 * @throws {TypeError} with the message of the error; any other error as it is
 */
export function throwAsMisuse(error: unknown): never {
  throw error instanceof WebhookError ? new TypeError(error.message, { cause: error }) : error;
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
 * How a command signs what it sends.
 *
 * @param options `--secret`, `--unsigned`
 * @throws {TypeError} if there is neither
 */
export function authenticationOf(options: {
  readonly secret?: readonly string[];
  readonly unsigned: boolean;
}): EndpointAuthentication {
  return options.unsigned ? { unsigned: true } : { secrets: requireSecrets(options.secret) };
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
