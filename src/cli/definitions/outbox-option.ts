/** @module cli/definitions/outbox-option */
import { Option } from 'commander';

/** `--outbox`, by the environment where its URL holds a password. */
export function outboxOption(): Option {
  return new Option(
    '-o, --outbox <location>',
    'path of a SQLite file, or a postgres: URL (with ?schema=… if not maxun_webhooks)',
  )
    .env('MAXUN_WEBHOOK_OUTBOX')
    .makeOptionMandatory();
}
