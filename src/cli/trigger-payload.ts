/**
 * What `trigger` sends: fixtures, with the user's changes.
 *
 * @module cli/trigger-payload
 */
import {
  failedScrapePair,
  type Fault,
  faults,
  findFixture,
  fixture,
  type FixtureEvent,
  type FixtureName,
  fixtureNames,
  invalid,
  type ListEvent,
  type PageEvent,
  withMarkdown,
  withRows,
} from '../simulate/index.ts';
import { applyEdits, type PayloadEdit } from '../simulate/payload-edits.ts';
import { editText } from './edit-text.ts';

/** The options of the command that change what is sent. */
export interface PayloadOptions {
  readonly set: readonly PayloadEdit[];
  readonly unset: readonly PayloadEdit[];
  readonly edit: boolean;
  readonly rows?: number;
  readonly markdown?: number;
  readonly invalid?: string;
}

/** One thing to send. */
export interface TriggerPayload {
  /** The fixture that it was made from. */
  readonly name: FixtureName;
  /** The event type that it has in the end, or how it was broken. */
  readonly eventType: string;
  readonly content: Uint8Array;
}

/**
 * Prepares what is sent, and lets the user edit it.
 *
 * @param what a letter, a shape, an event type, `failed-scrape-pair` or `all`
 * @param options what to change
 * @returns a function that makes the payloads of another run each time
 * @throws {RangeError} if `what` is not an event, or the changes do not fit it
 */
export async function payloadMaker(
  what: string,
  options: PayloadOptions,
): Promise<() => readonly TriggerPayload[]> {
  const make = makerOf(what);
  if (options.invalid !== undefined) return brokenMaker(make, options);
  const changed = (): readonly TriggerPayload[] => make().map((payload) => change(payload, options));
  changed();
  return options.edit ? await editedMaker(changed()) : changed;
}

interface Fresh {
  readonly name: FixtureName;
  readonly content: FixtureEvent;
}

function makerOf(what: string): () => readonly Fresh[] {
  const name = findFixture(what);
  if (name !== undefined) return () => [{ name, content: fixture(name) }];
  const word = what.toLowerCase();
  if (word === 'all') return () => fixtureNames.map((each) => ({ name: each, content: fixture(each) }));
  if (word !== 'gf' && word !== 'failed-scrape-pair') throw new RangeError(unknown(what));
  return () => {
    const [first, second] = failedScrapePair();
    return [
      { name: 'failed-scrape-api', content: first },
      { name: 'failed-run', content: second },
    ];
  };
}

function unknown(what: string): string {
  const dotted = findFixture(what.replace('.', '_'));
  const hint = dotted === undefined ? '' : ` Maxun's event types have no dot: '${what.replace('.', '_')}'.`;
  return `'${what}' is not an event.${hint} 'maxun-webhooks trigger --help' lists them.`;
}

function change({ name, content }: Fresh, { rows, markdown, set, unset }: PayloadOptions): TriggerPayload {
  let event = content;
  if (rows !== undefined) event = withRows(event as ListEvent, rows);
  if (markdown !== undefined) event = withMarkdown(event as PageEvent, markdown);
  return payloadOf(name, applyEdits(event, [...set, ...unset]));
}

function brokenMaker(make: () => readonly Fresh[], options: PayloadOptions): () => readonly TriggerPayload[] {
  const { invalid: fault = '', rows, markdown, edit, set, unset } = options;
  if (!Object.hasOwn(faults, fault)) {
    const list = Object.entries(faults).map(([name, effect]) => `${name} (${effect})`);
    throw new RangeError(`'${fault}' is not a fault. Expected one of: ${list.join('; ')}.`);
  }
  if (edit || rows !== undefined || markdown !== undefined || set.length + unset.length > 0) {
    throw new RangeError(
      '--invalid breaks the payload of the event as it is: leave out the options that change the payload.',
    );
  }
  return () => make().map(({ name }) => ({ name, eventType: fault, content: invalid(fault as Fault, name) }));
}

/** An edited payload may be any JSON value, so it is sent as bytes. */
function payloadOf(name: FixtureName, payload: unknown): TriggerPayload {
  const { event_type: type } = Object(payload) as { event_type?: unknown };
  const eventType = typeof type === 'string' ? type : 'no event type';
  return { name, eventType, content: new TextEncoder().encode(JSON.stringify(payload)) };
}

async function editedMaker(payloads: readonly TriggerPayload[]): Promise<() => readonly TriggerPayload[]> {
  const edited: TriggerPayload[] = [];
  for (const { name, content } of payloads) {
    const text = JSON.stringify(JSON.parse(new TextDecoder().decode(content)), null, 2);
    edited.push(payloadOf(name, parse(await editText(`${text}\n`, `${name}.json`))));
  }
  return () => edited;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new RangeError(`What was edited is not JSON, and was not sent: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
