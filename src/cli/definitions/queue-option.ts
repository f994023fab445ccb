/** @module cli/definitions/queue-option */
import { Option } from 'commander';

/** `--queue`, by the environment where its URL holds a password. */
export function queueOption(): Option {
  return new Option(
    '-o, --queue <location>',
    'path of a SQLite file, or a postgres: URL (with ?schema=… if not maxun_webhooks)',
  )
    .env('MAXUN_WEBHOOK_QUEUE')
    .makeOptionMandatory();
}
