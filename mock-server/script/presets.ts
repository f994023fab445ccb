/**
 * Scripts that are ready to use, with the reaction of Maxun.
 *
 * @module mock-server/script/presets
 */
import type { Preset } from '../api/types.ts';
import { hang, redirect, reply, reset, retryAfter, type ScriptPart } from './step.ts';

/** The name of a ready script. */
export type PresetName =
  | 'retry-twice-then-succeed'
  | 'give-up'
  | 'redirect-swallows-body'
  | 'redirect-keeps-body'
  | 'payload-too-large'
  | 'too-many-requests'
  | 'gone'
  | 'timeout'
  | 'slow-handler'
  | 'connection-reset';

interface PresetSource {
  readonly title: string;
  readonly description: string;
  readonly parts: readonly ScriptPart[];
}

// Maxun's reactions are those of its server v0.0.43: 3 attempts, 5 s and 10 s apart, 30 s each; axios follows redirects.
const SOURCES: Readonly<Record<PresetName, PresetSource>> = {
  'retry-twice-then-succeed': {
    title: 'Retry twice then succeed',
    description:
      'The first two responses are 503, then 200: Maxun delivers at its third and last attempt, 15 s after the first.',
    parts: [reply(503).times(2), reply(200)],
  },
  'give-up': {
    title: 'Give up',
    description: 'Every response is 500: Maxun gives up after three attempts, and the event is lost.',
    parts: [reply(500).always()],
  },
  'redirect-swallows-body': {
    title: 'Redirect swallows the body',
    description: 'A 301 to the hook: Maxun sends an empty GET, gets 200, and counts that as success.',
    parts: [
      redirect(undefined, 301).when({ method: 'POST' }).always(),
      reply(200).when({ method: 'GET' }).always(),
    ],
  },
  'redirect-keeps-body': {
    title: 'Redirect keeps the body',
    description: 'A 307 to the hook, once: Maxun POSTs the same body again, within the same attempt.',
    parts: [redirect(undefined, 307)],
  },
  'payload-too-large': {
    title: '413',
    description:
      'Every response is 413, like that of Express with its limit of 100 kB: Maxun tries three times, then gives up.',
    parts: [reply(413).always()],
  },
  'too-many-requests': {
    title: '429 with Retry-After',
    description: 'One response of 429 with Retry-After: 120. Maxun ignores it, and tries again after 5 s.',
    parts: [retryAfter(120, 429)],
  },
  gone: {
    title: '410',
    description: 'Every response is 410: Maxun does not stop, and tries three times for every event.',
    parts: [reply(410).always()],
  },
  timeout: {
    title: 'Timeout',
    description: 'No response: Maxun waits 30 s, three times, then gives up.',
    parts: [hang().always()],
  },
  'slow-handler': {
    title: 'Slow handler',
    description: 'A response after 31 s: Maxun has timed out before, and sends a duplicate.',
    parts: [reply(200).delay(31_000)],
  },
  'connection-reset': {
    title: 'Connection reset',
    description: 'Two connections are reset, then 200: Maxun retries, as after any failure.',
    parts: [reset().times(2), reply(200)],
  },
};

/** Every ready script. */
export const presets: readonly Preset[] = Object.entries(SOURCES).map(
  ([name, { title, description, parts }]) => ({
    name,
    title,
    description,
    steps: parts.flatMap(({ steps }) => steps),
  }),
);

/**
 * A ready script.
 *
 * @param name one of its names
 * @throws {TypeError} if the name is unknown
 * @example
 * ```ts
 * mock.script(preset('retry-twice-then-succeed'));
 * ```
 */
export function preset(name: PresetName): ScriptPart {
  const found = presets.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw new TypeError(
    `Unknown preset ${name}: expected one of ${presets.map((each) => each.name).join(', ')}.`,
  );
}
