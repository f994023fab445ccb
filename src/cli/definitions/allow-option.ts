/** @module cli/definitions/allow-option */
import { Option } from 'commander';

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
