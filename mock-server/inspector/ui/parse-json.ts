/**
 * JSON that may be none.
 *
 * @module mock-server/inspector/ui/parse-json
 */

/** A parsed text, or that it is no JSON. */
export type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/**
 * Parses a text.
 *
 * @param text any text
 */
export function parseJson(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}
