/**
 * Writes `events.js`: the names of events and shapes as values.
 *
 * @module scripts/output/event-names
 */
import { allMessages, type Contracts } from './contracts.ts';
import { BANNER, literal, type OutputFile } from './file.ts';

/**
 * The names of events and shapes as values; their types are in `events.d.ts`.
 *
 * @param contracts both contracts
 */
export function writeEventNames(contracts: Contracts): OutputFile {
  const documented = contracts.documented.messages.map(({ name }) => name);
  const types = allMessages(contracts).map(({ eventType }) => eventType);
  const all = [...new Set(types.filter((type) => type !== undefined))];
  const shapes = Object.fromEntries(
    contracts.observed.messages.map(({ name, letter, title, eventType, summary }) => [
      name,
      { letter, title, eventType, summary },
    ]),
  );
  const content = `${BANNER}
export const documentedEventTypes = ${literal(documented)};
export const eventTypes = ${literal(all)};
export const observedShapes = ${literal(shapes)};
`;
  return { path: 'events.js', content };
}
