/**
 * Reads the metadata that is stored with a payload.
 *
 * @module queue/metadata
 */
import type { JsonObject } from './queue.ts';

const NONE: JsonObject = Object.freeze({});

let lastText = '{}';
let lastMetadata = NONE;

/**
 * @param text JSON, as it was stored
 * @returns the object, frozen, since deliveries with equal metadata share it; `{}` if
 *   the text is damaged: the delivery continues without it
 */
export function parseMetadata(text: string): JsonObject {
  if (text === lastText) return lastMetadata;
  const metadata = parse(text);
  lastText = text;
  lastMetadata = typeof metadata === 'object' && metadata !== null ? (metadata as JsonObject) : NONE;
  return lastMetadata;
}

function parse(text: string): unknown {
  try {
    return frozen(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** A reviver of `JSON.parse` would be called for each text and number as well. */
function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
