/**
 * What the definitions of the commands share. A definition is a command's options and help; its work is in `commands/`, and is
 * loaded when the command is called, so that no command waits for another's imports.
 *
 * @module cli/definitions/definition
 */
import { type Command, InvalidArgumentError, Option } from 'commander';

/** Takes a command's exit code: 0 success, 1 a negative result, 2 misuse. */
export type Exit = (code: number) => void;

/** Adds a command to the program. */
export type Definition = (program: Command, exit: Exit) => void;

/**
 * Reads a port number.
 *
 * @param text what was given
 * @throws {InvalidArgumentError} if it is not a whole number from 0 to 65535
 */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a whole number from 0 to 65535.');
}

/**
 * Reads a time.
 *
 * @param text Unix seconds, or a date in ISO 8601
 * @returns whole Unix seconds
 * @throws {InvalidArgumentError} if it is neither
 */
export function parseTimestamp(text: string): number {
  if (/^[1-9]\d{9,10}$/.test(text)) return Number(text);
  if (/^[1-9]\d{12}$/.test(text))
    throw new InvalidArgumentError('This is in milliseconds: leave out three digits.');
  const milliseconds = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(milliseconds)) return Math.floor(milliseconds / 1000);
  throw new InvalidArgumentError(
    'Expected Unix seconds, ten digits, or a date such as 2026-11-23T21:56:05Z.',
  );
}

/**
 * Reads a count.
 *
 * @param text what was given
 * @throws {InvalidArgumentError} if it is not a whole number of at least 1
 */
export function parseCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number of at least 1.');
}

/**
 * Reads a time in seconds.
 *
 * @param text what was given
 * @throws {InvalidArgumentError} if it is not a number above 0, or is more than a day
 */
export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d*\.?\d+$/.test(text) && seconds > 0 && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError('Expected seconds: a number above 0, such as 30 or 0.5.');
}

/** `--queue`, or the environment variable, as a URL can hold a password. */
export function queueOption(): Option {
  return new Option(
    '-o, --queue <location>',
    'path of a SQLite file, or a postgres: URL (with ?schema=… if not maxun_webhooks)',
  )
    .env('MAXUN_WEBHOOK_QUEUE')
    .argParser(parseLocation)
    .makeOptionMandatory();
}

function parseLocation(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError(
    'It is empty: expected the path of a file, or a postgres: URL. Is an environment variable unset?',
  );
}

/**
 * `--secret`, once or several times, or the environment variable, which no list of processes shows.
 *
 * @param what the help text: what the secrets are for
 */
export function secretOption(what: string): Option {
  return new Option('-s, --secret <secret>', `${what}; can be repeated`)
    .env('MAXUN_WEBHOOK_SECRET')
    .argParser(collectWords);
}

/**
 * @param text one word, or several with spaces between them, as in an environment variable
 * @param previous what was given before
 * @returns all of them
 */
export function collectWords(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, ...text.split(/\s+/).filter((secret) => secret !== '')];
}

/**
 * `--allow`, once or several times. Each takes exactly one value, so that it can stand before the arguments.
 *
 * @param what the help text: what may be reached
 */
export function allowOption(what: string): Option {
  return new Option('--allow <entries>', `${what}; separated by commas, or repeated`).argParser(
    collectEntries,
  );
}

/**
 * @param text one entry, or several with commas between them
 * @param previous what was given before
 * @returns all of them
 */
export function collectEntries(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, ...text.split(',').map((entry) => entry.trim())];
}
