/**
 * Reads a script from JSON: of the control API, or of a file.
 *
 * @module mock-server/script/parse
 */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { ScriptAction } from '../api/types.ts';
import { readRequest } from '../api/read-request.ts';
import { preset, type PresetName } from './presets.ts';
import type { ScriptPart } from './step.ts';

/**
 * Reads a script.
 *
 * @param value `{ "steps": [ … ] }`, `{ "preset": "…" }`, or a list of steps
 * @returns the parts that `script()` takes
 * @throws {TypeError} if it is not a script; the message names the place
 */
export function parseScript(value: unknown): readonly ScriptPart[] {
  const request = readRequest('ScriptRequest', Array.isArray(value) ? { steps: value } : value);
  if (request.preset !== undefined) return [preset(request.preset as PresetName)];
  if (request.steps === undefined)
    throw new TypeError('A script is { "steps": [ … ] } or { "preset": "…" }.');
  for (const [index, { action }] of request.steps.entries()) checkHeaders(action, `steps/${index}/action`);
  return [{ steps: request.steps }];
}

function checkHeaders(action: ScriptAction, at: string): void {
  const headers = action.type === 'reply' ? (action.headers ?? {}) : {};
  const location = action.type === 'redirect' ? action.location : undefined;
  for (const [name, value] of Object.entries({
    ...headers,
    ...(location === undefined ? {} : { location }),
  })) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      throw new TypeError(`${at}: ${JSON.stringify(name)} or its value is not allowed in an HTTP header.`);
    }
  }
}
