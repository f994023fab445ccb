/** @module cli/definitions/queue-option */
import { InvalidArgumentError, Option } from 'commander';

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
