/**
 * Bodies that break the contract on purpose, each in one way with a name.
 *
 * @module simulate/invalid
 */
import { fixture, type FixtureOptions } from './fixture.ts';
import type { FixtureName } from './fixture-names.ts';

interface Payload {
  readonly [field: string]: unknown;
  readonly event_type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

type PayloadFault =
  | 'missing-field'
  | 'retyped-field'
  | 'other-case'
  | 'locale-date'
  | 'wrong-event-type'
  | 'flat-envelope'
  | 'array-envelope';
type TextFault =
  'duplicate-key' | 'trailing-comma' | 'not-json' | 'not-utf8' | 'truncated' | 'empty' | 'too-deep' | 'huge';

/** The name of a way to break a body: see {@link faults}. */
export type Fault = PayloadFault | TextFault;

/** The ways to break a payload that leave it JSON. */
const PAYLOAD_BREAKS: Readonly<Record<PayloadFault, (payload: Payload) => unknown>> = {
  'missing-field': ({ data, ...rest }) => ({ ...rest, data: without(data, runKey(data)) }),
  'retyped-field': ({ data, ...rest }) => ({ ...rest, data: { ...data, [runKey(data)]: 42 } }),
  'other-case': ({ data, ...rest }) => ({ ...rest, data: inOtherCase(data) }),
  'locale-date': withLocaleDates,
  'wrong-event-type': (payload) => ({ ...payload, event_type: payload.event_type.replace('_', '.') }),
  'flat-envelope': ({ data, ...rest }) => ({ ...rest, ...data }),
  'array-envelope': (payload) => [payload],
};

/** Deeper than any parser that recurses survives (`JSON.stringify` throws at about 8,000 in Node 20). */
const DEEP_LEVELS = 100_000;
/** More than the 10 MiB that receivers of this package take by default. */
const HUGE_BYTES = 10 * 1024 * 1024 + 1;

const encoder = new TextEncoder();

/** The ways to break a body that no JSON value stands for. */
const TEXT_BREAKS: Readonly<Record<TextFault, (json: string) => string | Uint8Array<ArrayBuffer>>> = {
  'duplicate-key': (json) => json.replace('{', '{"event_type":"webhook_test",'),
  'trailing-comma': (json) => `${json.slice(0, -1)},}`,
  'not-json': (json) => `event=${encodeURIComponent(json.slice(0, 100))}`,
  'not-utf8': (json) => Uint8Array.of(...encoder.encode(json.slice(0, -1)), 0xff, 0x7d),
  truncated: (json) => json.slice(0, Math.floor(json.length / 2)),
  empty: () => '',
  'too-deep': (json) => `${json.slice(0, -1)},"deep":${'['.repeat(DEEP_LEVELS)}${']'.repeat(DEEP_LEVELS)}}`,
  huge: (json) => `${json.slice(0, -1)},"padding":"${'x'.repeat(HUGE_BYTES)}"}`,
};

/** Every way to break a body, and what it does. */
export const faults: Readonly<Record<Fault, string>> = {
  'missing-field': 'the id of the run is left out',
  'retyped-field': 'the id of the run is a number',
  'other-case': 'the fields of `data` are in the other case: snake_case for camelCase, and back',
  'locale-date': "every ISO date is written as a server's locale does, such as `11/23/2026, 9:56:05 PM`",
  'wrong-event-type': "the event type has a dot, as Maxun's official SDKs write it: `run.completed`",
  'flat-envelope': "`data` is dissolved into the envelope, as the documentation's tables have it",
  'array-envelope': 'the payload is in an array',
  'duplicate-key': '`event_type` is there twice, and JSON parsers take the second',
  'trailing-comma': "a comma before the last bracket, as in the documentation's example: not JSON",
  'not-json': 'a form in place of JSON',
  'not-utf8': 'a byte that is not UTF-8',
  truncated: 'the first half only',
  empty: 'no bytes at all',
  'too-deep': `an array ${DEEP_LEVELS} levels deep`,
  huge: 'one byte more than 10 MiB in a field of its own',
};

/**
 * A body that breaks the contract in one way.
 *
 * @param fault the way: see {@link faults}
 * @param name the fixture that is broken
 * @param options clock and random numbers of the fixture
 * @returns the bytes to post, or to sign
 * @throws {RangeError} if there is no such way or fixture
 * @example
 * ```ts
 * await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: invalid('truncated') });
 * ```
 */
export function invalid(
  fault: Fault,
  name: FixtureName = 'run_completed',
  options: FixtureOptions = {},
): Uint8Array<ArrayBuffer> {
  if (!Object.hasOwn(faults, fault)) {
    throw new RangeError(`There is no fault '${fault}': there are ${Object.keys(faults).join(', ')}.`);
  }
  const payload = fixture(name, undefined, options) as unknown as Payload;
  if (isPayloadBreak(fault)) return encoder.encode(JSON.stringify(PAYLOAD_BREAKS[fault](payload)));
  const body = TEXT_BREAKS[fault](JSON.stringify(payload));
  return typeof body === 'string' ? encoder.encode(body) : body;
}

function isPayloadBreak(fault: Fault): fault is PayloadFault {
  return Object.hasOwn(PAYLOAD_BREAKS, fault);
}

function runKey(data: object): string {
  return 'runId' in data ? 'runId' : 'run_id';
}

function without(fields: object, absent: string): object {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== absent));
}

function inOtherCase(data: object): object {
  const other = 'runId' in data ? toSnakeCase : toCamelCase;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [other(key), value as unknown]));
}

function toSnakeCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function toCamelCase(key: string): string {
  return key.replaceAll(/_[a-z]/g, (letter) => letter.charAt(1).toUpperCase());
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}T.*Z$/;

function withLocaleDates(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) {
    return typeof value === 'string' && ISO_DATE.test(value)
      ? new Date(value).toLocaleString('en-US', { timeZone: 'UTC' })
      : value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, field]: [string, unknown]) => [key, withLocaleDates(field)]),
  );
}
