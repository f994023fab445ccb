/** @module cli/definitions/secret-option */
import { Option } from 'commander';

/**
 * `--secret`, given once or several times, or by the environment, where no list of processes shows it.
 *
 * @param what what the secrets are for, as the help says it
 */
export function secretOption(what: string): Option {
  return new Option('-s, --secret <secret>', `${what}; can be repeated`)
    .env('MAXUN_WEBHOOK_SECRET')
    .argParser(collectSecrets);
}

/**
 * @param text one secret, or, as in the environment, several by spaces apart
 * @param previous what was given before
 * @returns all of them
 */
export function collectSecrets(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, ...text.split(/\s+/).filter((secret) => secret !== '')];
}
