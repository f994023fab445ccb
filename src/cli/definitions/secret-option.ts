/** @module cli/definitions/secret-option */
import { Option } from 'commander';

/**
 * `--secret`, once or several times, or the environment variable, which no list of processes shows.
 *
 * @param what the help text: what the secrets are for
 */
export function secretOption(what: string): Option {
  return new Option('-s, --secret <secret>', `${what}; can be repeated`)
    .env('MAXUN_WEBHOOK_SECRET')
    .argParser(collectSecrets);
}

/**
 * @param text one secret, or several with spaces between them, as in the environment variable
 * @param previous what was given before
 * @returns all of them
 */
export function collectSecrets(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, ...text.split(/\s+/).filter((secret) => secret !== '')];
}
