/**
 * A run in the form of the documented contract.
 *
 * @module relay/documented
 * @see asyncapi.yaml#/components/messages
 */
import { camelCaseEvents, type RunField, runFields } from '#generated/run.js';
import type { Row, Run } from '../event/index.ts';
import type { AnyEvent } from '../send/index.ts';

type Members = Record<string, unknown>;

/**
 * Writes a run as Maxun's documentation does. What else the run has is kept beside the documented fields. What the contract
 * requires and the run does not have is filled in, and named in `data.assumed`.
 *
 * @param received the event as it came: its envelope is kept
 * @param run of the event, perhaps completed
 * @returns the event, which may still not meet the contract; nothing if the contract does not have its type
 */
export function documentedEvent(received: AnyEvent, run: Run): AnyEvent | undefined {
  const { eventType = '' } = run;
  if (eventType !== 'run_completed' && eventType !== 'run_failed') return undefined;
  const { timestamp, webhook_id } = received;
  const data = membersOf(runFields.data, run);
  if (run.completedFrom !== undefined) data['completed_from'] = run.completedFrom;
  const assumed = fill(data, requiredOf(eventType, timestamp));
  if (assumed.length > 0) data['assumed'] = assumed;
  const spelled = camelCaseEvents.includes(eventType) ? camelCased(data) : data;
  return { event_type: eventType, timestamp, webhook_id, data: spelled };
}

/** What the contract requires beyond ids and name, and what it is where nothing is known. */
function requiredOf(eventType: string, timestamp: string | undefined): Members {
  if (eventType === 'run_failed') return { error: { message: '', type: 'Error', stack: '' } };
  return { finished_at: timestamp, started_at: timestamp, metadata: {} };
}

/** @returns JSON pointers, relative to `data`, of what was filled in */
function fill(data: Members, required: Members): string[] {
  return Object.entries(required).flatMap(([name, value]) => {
    if (data[name] === undefined) {
      // A run whose start is not known has at least not started after its end.
      data[name] = name === 'started_at' ? data['finished_at'] : value;
      return name === 'metadata' ? [] : [`/${name}`];
    }
    if (name !== 'error') return [];
    const error = { ...(data[name] as Members) };
    const filled = fill(error, value as Members);
    data[name] = error;
    return filled.map((path) => `/error${path}`);
  });
}

function membersOf(fields: readonly RunField[], run: Run): Members {
  const members: Members = {};
  for (const field of fields) {
    const value = valueOf(field, run);
    if (value !== undefined) members[field.name] = value;
  }
  return members;
}

function valueOf({ name, path, read }: RunField, run: Run): unknown {
  if (read === 'output') return outputOf(run);
  const [key = '', inner] = path;
  const value = (run as unknown as Members)[key];
  if (name === 'captured_texts') return Object.values(run.texts).flatMap((rows = []) => rows.map(textRow));
  if (name === 'captured_lists')
    return Object.fromEntries(
      Object.entries(run.lists).map(([list, rows = []]) => [list, rows.map(textRow)]),
    );
  if (name === 'metadata') return withNumber(value as Members);
  return inner === undefined ? value : (value as Members | undefined)?.[inner];
}

function outputOf(run: Run): Members | undefined {
  const hasOutput = [run.texts, run.lists, run.counts, run.crawl, run.search].some(
    (part) => part !== undefined && Object.keys(part).length > 0,
  );
  return hasOutput ? membersOf(runFields.output, run) : undefined;
}

/** The contract's rows are texts; `null` is an empty one. */
function textRow(row: Row): Record<string, string> {
  const isText = Object.values(row).every((value) => typeof value === 'string');
  if (isText) return row as Record<string, string>;
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

/** The contract's user has a number; runs that an SDK started have it as a text. */
function withNumber(metadata: Members): Members {
  const { user_id: user } = metadata;
  return typeof user === 'string' && /^\d{1,15}$/.test(user)
    ? { ...metadata, user_id: Number(user) }
    : metadata;
}

function camelCased(data: Members): Members {
  const spell = (members: Members): Members =>
    Object.fromEntries(
      Object.entries(members).map(([name, value]) => [
        name.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
        value,
      ]),
    );
  const { metadata, ...rest } = spell(data);
  return { ...rest, ...(metadata !== undefined && { metadata: spell(metadata as Members) }) };
}
