import { describe, expect, it } from 'vitest';
import { EndpointScheduler } from '../../../src/queue/embedded/endpoint-scheduler.ts';

/** Serves what is due until the places are taken, one delivery of each endpoint's backlog after the other. */
function serve(scheduler: EndpointScheduler, backlog: Record<string, number>, places: number): string[] {
  const served: string[] = [];
  for (;;) {
    const grant = scheduler.next(0, places - served.length);
    if (grant === undefined) return served;
    const { endpoint } = grant;
    const count = Math.min(grant.room, backlog[endpoint] ?? 0);
    backlog[endpoint] = (backlog[endpoint] ?? 0) - count;
    served.push(...Array.from({ length: count }, () => endpoint));
    scheduler.started(endpoint, count, backlog[endpoint] > 0 ? 0 : undefined);
    if (served.length === places) return served;
  }
}

describe('the endpoint scheduler', () => {
  it('gives an endpoint when its delivery is due, not before', () => {
    const scheduler = new EndpointScheduler(() => 1);
    scheduler.offer({ endpoint: 'later', dueAt: 20 });
    scheduler.offer({ endpoint: 'soon', dueAt: 10 });
    expect(scheduler.nextWakeAt()).toBe(10);
    expect(scheduler.next(9, 5)).toBeUndefined();
    expect(scheduler.next(10, 5)).toMatchObject({ endpoint: 'soon', room: 1 });
    scheduler.started('soon', 1, undefined);
    expect(scheduler.nextWakeAt()).toBe(20);
  });

  it('goes by the earlier of two times', () => {
    const scheduler = new EndpointScheduler(() => 1);
    for (const dueAt of [30, 10, 20]) scheduler.offer({ endpoint: 'a', dueAt });
    expect(scheduler.nextWakeAt()).toBe(10);
  });

  it('gives an endpoint no more than its limit, until one of its handlers ends', () => {
    const scheduler = new EndpointScheduler(() => 2);
    scheduler.offer({ endpoint: 'a', dueAt: 0 });
    expect(scheduler.next(0, 9)).toMatchObject({ endpoint: 'a', room: 2 });
    scheduler.started('a', 2, 0);
    expect(scheduler.next(0, 7)).toBeUndefined();
    scheduler.finished('a');
    expect(scheduler.next(0, 8)).toMatchObject({ endpoint: 'a', room: 1 });
  });

  it('leaves places to others that are due, however large a backlog is', () => {
    const scheduler = new EndpointScheduler(() => 100);
    for (const endpoint of ['large', 'small', 'other']) scheduler.offer({ endpoint, dueAt: 0 });
    const served = serve(scheduler, { large: 50, small: 1, other: 1 }, 8);
    expect(served).toHaveLength(8);
    expect(served).toContain('small');
    expect(served).toContain('other');
  });

  it('gives a lone endpoint all the places', () => {
    const scheduler = new EndpointScheduler(() => 100);
    scheduler.offer({ endpoint: 'a', dueAt: 0 });
    expect(scheduler.next(0, 8)).toMatchObject({ endpoint: 'a', room: 8 });
  });

  it('takes turns: what was served last comes last', () => {
    const scheduler = new EndpointScheduler(() => 100);
    scheduler.offer({ endpoint: 'old', dueAt: 0 });
    scheduler.next(5, 1);
    scheduler.started('old', 1, 0);
    scheduler.offer({ endpoint: 'new', dueAt: 4 });
    expect(scheduler.next(6, 1)?.endpoint).toBe('new');
  });

  it('gives nothing that is on hold until the hold is over, or ended', () => {
    const scheduler = new EndpointScheduler(() => 1);
    scheduler.offer({ endpoint: 'a', dueAt: 0 });
    scheduler.hold('a', 50, 0);
    expect(scheduler.next(49, 5)).toBeUndefined();
    expect(scheduler.nextWakeAt()).toBe(50);
    scheduler.hold('a', 0, 49);
    expect(scheduler.next(49, 5)?.endpoint).toBe('a');
  });

  it('gives nothing that is disabled, until it is enabled', () => {
    const scheduler = new EndpointScheduler(() => 1);
    scheduler.setDisabled('a', true);
    scheduler.offer({ endpoint: 'a', dueAt: 0 });
    expect(scheduler.next(0, 5)).toBeUndefined();
    expect(scheduler.nextWakeAt()).toBeUndefined();
    scheduler.setDisabled('a', false);
    expect(scheduler.next(0, 5)?.endpoint).toBe('a');
  });

  it('asks for the limit each time', () => {
    let limit = 1;
    const scheduler = new EndpointScheduler(() => limit);
    scheduler.offer({ endpoint: 'a', dueAt: 0 });
    scheduler.next(0, 9);
    scheduler.started('a', 1, 0);
    limit = 5;
    scheduler.finished('a');
    expect(scheduler.next(0, 9)?.room).toBe(5);
  });

  it('forgets endpoints that have nothing left, once their hold is over', () => {
    const scheduler = new EndpointScheduler(() => 1);
    scheduler.hold('long', 1_000_000, 0);
    for (let n = 0; n < 5_000; n += 1) {
      const endpoint = `e${n}`;
      scheduler.offer({ endpoint, dueAt: n });
      expect(scheduler.next(n, 9)?.endpoint).toBe(endpoint);
      scheduler.started(endpoint, 1, undefined);
      // As after a refusal: the answer comes with a hold.
      scheduler.hold(endpoint, n + 100, n);
      scheduler.finished(endpoint);
    }
    expect(scheduler.size).toBeLessThan(200);
    scheduler.next(6_000, 9);
    expect(scheduler.size).toBe(1);
    expect(scheduler.nextWakeAt()).toBe(1_000_000);
  });

  it('is not made to remember an endpoint by a hold that is over, or by a place that is free', () => {
    const scheduler = new EndpointScheduler(() => 1);
    scheduler.hold('past', 5, 10);
    scheduler.hold('future', 11, 10);
    scheduler.hold('future', 10, 10);
    scheduler.setDisabled('enabled', false);
    expect(scheduler.size).toBe(0);
  });
});
