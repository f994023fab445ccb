/**
 * The three sizes of body that every suite uses: a typical event, a list of some hundred rows, a very long one.
 *
 * @module bench/payloads
 */
import { documentedExamples } from '../generated/examples.js';

/** A body, as text and as bytes. */
export interface Payload {
  readonly name: string;
  readonly text: string;
  readonly bytes: Buffer;
}

const example = documentedExamples.run_completed.payload;
const row = {
  Rank: '1',
  Product: 'MacBook Air M2',
  Category: 'Laptops',
  'Units Sold': '2,847',
  Revenue: '$2,847,000',
};

function withRows(name: string, rows: number): Payload {
  const event = structuredClone(example);
  const lists = event.data.extracted_data?.captured_lists ?? {};
  lists['list_1'] = Array.from({ length: rows }, (_, index) => ({ ...row, Rank: String(index + 1) }));
  const text = JSON.stringify(event);
  return { name, text, bytes: Buffer.from(text) };
}

/** About 1.2 kB: the documentation's own example with three rows. */
export const small: Payload = withRows('1.2 kB', 3);
/** About 100 kB. */
export const medium: Payload = withRows('100 kB', 920);
/** About 5 MB. */
export const large: Payload = withRows('5 MB', 46_000);
/** All three. */
export const payloads: readonly Payload[] = [small, medium, large];
