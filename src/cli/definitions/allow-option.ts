/** @module cli/definitions/allow-option */
import { Option } from 'commander';

/**
 * `--allow`, given once or several times. It takes one value and no more, so that it may stand before the arguments.
 *
 * @param what what may be reached, as the help says it
 */
export function allowOption(what: string): Option {
  return new Option('--allow <entries>', `${what}; by commas apart, or repeated`).argParser(collectEntries);
}

/**
 * @param text one entry, or several by commas apart
 * @param previous what was given before
 * @returns all of them
 */
export function collectEntries(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, ...text.split(',').map((entry) => entry.trim())];
}
