/**
 * Reads a script from JSON: of the control API, or of a file.
 *
 * @module mock-server/script/parse
 */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { ScriptFilter, ScriptRequest } from '../api/script-types.ts';
import { memberOf } from '../../src/validation/pointer.ts';
import { preset, type PresetName } from './presets.ts';
import * as words from './step.ts';

/** More than anybody writes. */
const MAX_STEPS = 1000;

/**
 * Reads a script.
 *
 * @param value a {@link ScriptRequest}, or its `steps` alone
 * @returns the parts that `script()` takes
 * @throws {TypeError} if it is no script; the message names the place
 * @throws {RangeError} if a number in it is out of range
 */
export function parseScript(value: unknown): readonly words.ScriptPart[] {
  const name = memberOf(value, 'preset') as ScriptRequest['preset'];
  if (name !== undefined) return [preset(name as PresetName)];
  const steps = Array.isArray(value) ? value : memberOf(value, 'steps');
  if (!Array.isArray(steps)) throw new TypeError('A script is { "steps": [ … ] } or { "preset": "…" }.');
  if (steps.length > MAX_STEPS) throw new TypeError(`A script has at most ${MAX_STEPS} steps.`);
  return steps.map(parseStep);
}

function parseStep(value: unknown, index: number): words.ScriptPart {
  const at = `steps/${index}`;
  const when = filterOf(memberOf(value, 'when'), `${at}/when`);
  const times = memberOf(value, 'times') ?? 1;
  const step = actionOf(memberOf(value, 'action'), `${at}/action`)
    .delay(numberOf(memberOf(value, 'delayMs') ?? 0, `${at}/delayMs`))
    .when(when);
  return times === 'always' ? step.always() : step.times(numberOf(times, `${at}/times`));
}

function actionOf(value: unknown, at: string): words.ScriptedStep {
  const get = (key: string): unknown => memberOf(value, key);
  switch (get('type')) {
    case 'reply':
      return words.reply(numberOf(get('status'), `${at}/status`), {
        ...(get('headers') === undefined ? {} : { headers: headersOf(get('headers'), `${at}/headers`) }),
        ...(get('body') === undefined ? {} : { body: get('body') }),
      });
    case 'slow-body':
      return words.slowBody({
        status: numberOf(get('status') ?? 200, `${at}/status`),
        body: textOf(get('body') ?? '{"ok":true}', `${at}/body`),
        intervalMs: numberOf(get('intervalMs') ?? 1000, `${at}/intervalMs`),
      });
    case 'redirect':
      return redirectOf(value, at);
    default:
      return plainActionOf(get('type'), at);
  }
}

function plainActionOf(type: unknown, at: string): words.ScriptedStep {
  switch (type) {
    case 'pass':
      return words.pass();
    case 'hang':
      return words.hang();
    case 'reset':
      return words.reset();
    case 'close':
      return words.close();
    case 'malformed':
      return words.malformed();
    default:
      throw new TypeError(
        `${at}/type: expected reply, pass, hang, reset, close, malformed, slow-body or redirect.`,
      );
  }
}

const REDIRECTS: ReadonlySet<unknown> = new Set([301, 302, 303, 307, 308]);

function redirectOf(value: unknown, at: string): words.ScriptedStep {
  const status = memberOf(value, 'status') ?? 302;
  if (!REDIRECTS.has(status)) throw new TypeError(`${at}/status: expected 301, 302, 303, 307 or 308.`);
  const location = memberOf(value, 'location');
  if (location === undefined) return words.redirect(undefined, status as words.RedirectStatus);
  const text = textOf(location, `${at}/location`);
  checkHeader('location', text, `${at}/location`);
  return words.redirect(text, status as words.RedirectStatus);
}

function filterOf(value: unknown, at: string): ScriptFilter {
  if (value === undefined) return {};
  const filter: Record<string, string> = {};
  for (const [key, member] of entriesOf(value, at)) {
    if (!['eventType', 'robot', 'runId', 'method'].includes(key)) {
      throw new TypeError(`${at}/${key}: expected eventType, robot, runId or method.`);
    }
    filter[key] = textOf(member, `${at}/${key}`);
  }
  return filter;
}

function headersOf(value: unknown, at: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, member] of entriesOf(value, at)) {
    const text = textOf(member, `${at}/${name}`);
    checkHeader(name, text, `${at}/${name}`);
    headers[name.toLowerCase()] = text;
  }
  return headers;
}

function checkHeader(name: string, value: string, at: string): void {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw new TypeError(`${at}: no header can have this name or value.`);
  }
}

function entriesOf(value: unknown, at: string): [string, unknown][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value);
  throw new TypeError(`${at}: expected an object.`);
}

function textOf(value: unknown, at: string): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`${at}: expected a text.`);
}

function numberOf(value: unknown, at: string): number {
  if (typeof value === 'number') return value;
  throw new TypeError(`${at}: expected a number.`);
}
