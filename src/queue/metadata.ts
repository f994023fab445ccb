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
    return JSON.parse(text, (_key, value: unknown) => Object.freeze(value));
  } catch {
    return undefined;
  }
}
