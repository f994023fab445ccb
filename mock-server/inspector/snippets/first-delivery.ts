/**
 * The command that makes the first delivery.
 *
 * @module mock-server/inspector/snippets/first-delivery
 */
import { documentedExamples } from '#generated/examples.js';
import { quoteShell } from './shell.ts';

/**
 * A command to paste into a terminal: the documentation's own example of a failed run.
 *
 * @param url where deliveries go
 */
export function firstDelivery(url: string): string {
  const body = JSON.stringify(documentedExamples.run_failed.payload);
  return `curl ${quoteShell(url)} \\\n  -H 'content-type: application/json' \\\n  -d ${quoteShell(body)}`;
}
