import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentedExamples, observedExamples } from '#generated/examples.js';
import { identify } from '../../src/event/index.ts';

describe('the key of a delivery', () => {
  test('is its webhook-id, where one was verified', () => {
    const identity = identify(observedExamples['failed-run'].payload, { id: 'msg_1' });
    expect(identity).toMatchObject({ key: 'msg_1', source: 'webhook-id', isConclusive: true });
    expect(identity.subject).toBe(identify(observedExamples['failed-run'].payload).subject);
  });

  test.each([
    ['documented run_completed', documentedExamples.run_completed.payload, 'run_completed'],
    ['documented run_failed', documentedExamples.run_failed.payload, 'run_failed'],
  ])('is event type and run otherwise: %s', (_, payload, type) => {
    expect(identify(payload)).toMatchObject({
      key: `maxun.["${type}","110c4dae-c39b-4b30-a932-eff1022e4bb0"]`,
      source: 'payload',
      isConclusive: true,
    });
  });

  test('is another for every observed example', () => {
    const keys = Object.values(observedExamples).map(({ payload }) => identify(payload).key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('is the same for two webhooks of one robot, but not for their tests', () => {
    const [run, button] = [observedExamples['extract-run'].payload, observedExamples['webhook-test'].payload];
    expect(identify({ ...run, webhook_id: 'other' }).key).toBe(identify(run).key);
    expect(identify({ ...button, webhook_id: 'other' }).key).not.toBe(identify(button).key);
  });

  test('of a test has its time as well: each press of the button is news', () => {
    const { payload } = observedExamples['webhook-test'];
    const later = { ...payload, timestamp: '2026-11-23T12:00:01.000Z' };
    expect(identify(payload).key).not.toBe(identify(later).key);
    expect(identify(payload).key).toBe(identify(structuredClone(payload)).key);
  });

  test('does not change with the time of any other event', () => {
    const { payload } = observedExamples['extract-run'];
    expect(identify({ ...payload, timestamp: '2026-11-24T00:00:00.000Z' }).key).toBe(identify(payload).key);
  });

  test('is found in a near miss too', () => {
    const { payload } = observedExamples['extract-run'];
    const { data, ...envelope } = payload;
    const flat = { ...envelope, ...data, event_type: 'run.completed' };
    expect(identify(flat).key).toBe(identify(payload).key);
  });

  test('has the time where there is no run, and is not conclusive where there is neither', () => {
    const event = {
      event_type: 'robot_created',
      webhook_id: 'w',
      timestamp: '2026-11-23T12:00:00.000Z',
      data: {},
    };
    expect(identify(event)).toMatchObject({
      key: 'maxun.["robot_created",null,"w","2026-11-23T12:00:00.000Z"]',
      isConclusive: true,
    });
    for (const value of [null, 7, 'text', [], {}, { event_type: 'run_failed', data: {} }])
      expect(identify(value).isConclusive).toBe(false);
  });

  test('cannot be made large, nor alike, by long ids', () => {
    const withRun = (run_id: string): unknown => ({ event_type: 'run_failed', data: { run_id } });
    const long = 'x'.repeat(1_000_000);
    expect(identify(withRun(long)).key.length).toBeLessThan(300);
    expect(identify(withRun(`${long}1`)).key).not.toBe(identify(withRun(`${long}2`)).key);
  });

  test('cannot be forged by joining parts differently', () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string()), fc.tuple(fc.string(), fc.string()), (one, other) => {
        const keyOf = ([event_type, run_id]: [string, string]): string =>
          identify({ event_type: `x${event_type}`, data: { run_id } }).key;
        return (keyOf(one) === keyOf(other)) === (one[0] === other[0] && one[1] === other[1]);
      }),
    );
  });
});

describe('two failures of one run', () => {
  const first = observedExamples['failed-scrape-api'].payload;
  const second = {
    ...observedExamples['failed-run'].payload,
    data: { ...observedExamples['failed-run'].payload.data, run_id: first.data.run_id },
  };

  test('have one subject and two variants', () => {
    expect(identify(second).subject).toBe(identify(first).subject);
    expect(identify(second).variant).not.toBe(identify(first).variant);
  });

  test('are one failure if they are repetitions, signed or not', () => {
    expect(identify(structuredClone(first))).toEqual(identify(first));
    expect(identify(first, { id: 'msg_1' }).variant).toBe(identify(first, { id: 'msg_2' }).variant);
  });
});

test('identifying never throws', () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const thrower = {
    get event_type(): string {
      throw new Error('secret');
    },
  };
  for (const value of [revoked.proxy, thrower, { event_type: 'run_failed', data: revoked.proxy }]) {
    expect(identify(value)).toMatchObject({ source: 'payload', isConclusive: false });
  }
  fc.assert(fc.property(fc.anything(), (value) => typeof identify(value).key === 'string'));
});
