/**
 * Payloads as large as a test wants them: many rows, long pages.
 *
 * @module simulate/sizes
 */
import { observedExamples } from '#generated/examples.js';
import { requireInteger } from '../errors/options.ts';
import type { FixtureByName } from './fixture-names.ts';

/** Payloads that hold captured lists. */
export type ListEvent = FixtureByName['run_completed' | 'extract-run' | 'legacy-2025' | 'webhook-test'];

/** Payloads that hold a page as Markdown. */
export type PageEvent = FixtureByName['scrape-run' | 'scrape-run-ui'];

/**
 * A payload whose first captured list has as many rows as wanted: the rows of the fixture, over and over. The counts
 * are Maxun's: they count rows, not lists.
 *
 * @param event the payload, left as it is
 * @param rows how many rows, from 0
 * @returns a copy
 * @throws {RangeError} if `rows` is not a whole number of at least 0, or the payload has no list to take rows from
 * @example
 * ```ts
 * const large = withRows(fixture('extract-run'), 50_000);
 * ```
 */
export function withRows<Event extends ListEvent>(event: Event, rows: number): Event {
  requireInteger('rows', rows, { min: 0 });
  const output = event.data.extracted_data;
  const captured = (output?.captured_lists ?? {}) as Record<string, readonly object[]>;
  const [name, model = []] = Object.entries(captured)[0] ?? [];
  if (output === undefined || name === undefined || model.length === 0) {
    throw new RangeError('The payload has no captured list with a row in it, so there is none to repeat.');
  }
  const list = Array.from({ length: rows }, (_, index) => ({ ...model[index % model.length] }));
  const lists = { ...captured, [name]: list };
  const count = Object.values(lists).reduce((sum, { length }) => sum + length, 0);
  const totals = 'total_rows' in output ? { total_rows: count } : {};
  const extracted = { ...output, ...totals, captured_lists: lists, captured_lists_count: count };
  return { ...event, data: { ...event.data, extracted_data: extracted } };
}

/**
 * A payload whose page is as long as wanted: the Markdown of the fixture, over and over.
 *
 * @param event the payload, left as it is
 * @param bytes how many bytes of UTF-8 `markdown` is to have; JSON escapes its line ends, so the body is a little larger
 * @returns a copy
 * @throws {RangeError} if `bytes` is not a whole number of at least 0, or the payload holds no Markdown to make longer
 * @example
 * ```ts
 * const page = withMarkdown(fixture('scrape-run'), 2_000_000); // more than Express takes by default
 * ```
 */
export function withMarkdown<Event extends PageEvent>(event: Event, bytes: number): Event {
  requireInteger('bytes', bytes, { min: 0 });
  if (event.data.markdown === undefined) {
    throw new RangeError("The payload has no 'markdown' to make longer: those of scrape robots have.");
  }
  const page = observedExamples['scrape-run'].payload.data.markdown ?? '#';
  const markdown = page.repeat(Math.ceil(bytes / page.length)).slice(0, bytes);
  return { ...event, data: { ...event.data, markdown } };
}
