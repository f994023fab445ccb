/**
 * What the definitions of the commands share. A definition is a command's options and help; its work is in `commands/`, and is
 * loaded when the command is called, so that no command waits for another's imports.
 *
 * @module cli/definitions/definition
 */
import { type Command, InvalidArgumentError, Option } from 'commander';

/**
 * Makes the action of a command, which loads the command's function and calls it. The function resolves to the exit code:
 * 0 success, 1 a negative result, 2 misuse.
 */
export type Run = <Given extends readonly unknown[]>(
  load: () => Promise<(...given: Given) => Promise<number>>,
) => (...given: Given) => Promise<void>;

/** Adds a command to the program. */
export type Definition = (program: Command, run: Run) => void;

/**
 * Makes a reader of whole numbers, which throws an `InvalidArgumentError` for anything else.
 *
 * @param min the least
 * @param max the greatest; by default 999,999,999
 */
export function wholeNumber(min: number, max?: number): (text: string) => number {
  const range = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
  return (text) => {
    const number = Number(text);
    if (/^(?:0|[1-9]\d{0,8})$/.test(text) && number >= min && number <= (max ?? number)) return number;
    throw new InvalidArgumentError(`Expected a whole number ${range}.`);
  };
}

/** Reads a port number. */
export const parsePort: (text: string) => number = wholeNumber(0, 65_535);

/** Reads a count. */
export const parseCount: (text: string) => number = wholeNumber(1);

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

/** `--allow`: what may be reached besides public addresses. */
export function allowOption(): Option {
  return listOption('--allow <entries>', 'private addresses, CIDR blocks and hosts that may be reached');
}

/**
 * An option that can be repeated, and whose value can be several with commas between them. Each takes exactly one value, so
 * that it can stand before the arguments.
 *
 * @param flags as commander takes them
 * @param what the help text
 */
export function listOption(flags: string, what: string): Option {
  return new Option(flags, `${what}; separated by commas, or repeated`).argParser(collectEntries);
}

/**
 * @param text one entry, or several with commas between them
 * @param previous what was given before
 * @returns all of them
 */
export function collectEntries(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, ...text.split(',').map((entry) => entry.trim())];
}
