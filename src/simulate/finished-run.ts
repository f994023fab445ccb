/**
 * The webhook events that Maxun sends at the end of a run: none, one, or two.
 *
 * @module simulate/finished-run
 * @see contract/observed.yaml
 */
import { fixture, type FixtureOptions } from './fixture.ts';
import type { FixtureByName } from './fixture-names.ts';

/** A finished run. */
export interface FinishedRun {
  /** What the robot does. A `document` robot reads fields from a document; `document-parse` turns one into a page. */
  readonly robot: 'extract' | 'crawl' | 'search' | 'scrape' | 'document' | 'document-parse';
  /** What started the run. Default: `ui`. */
  readonly startedBy?: 'ui' | 'api' | 'schedule' | undefined;
  /**
   * How it ended: `aborted` if its interpreter returned all the same, `aborted-with-error` if it threw. Default: `success`.
   */
  readonly outcome?: 'success' | 'failed' | 'aborted' | 'aborted-with-error' | undefined;
  /** Unique id of the run. Default: a new one. */
  readonly id?: string | undefined;
  /** Unique id of the robot. Default: that of the fixture. */
  readonly robotId?: string | undefined;
  /** Name of the robot. Default: that of the fixture. */
  readonly robotName?: string | undefined;
}

/** A payload that stock Maxun sends of a run today. */
export type RunEvent = FixtureByName[SuccessName | 'failed-run' | 'failed-scrape-api'];

type SuccessName =
  | 'extract-run'
  | 'extract-run-api'
  | 'crawl-run'
  | 'search-run'
  | 'scrape-run-ui'
  | 'scrape-run'
  | 'document-run';

/**
 * The payloads that stock Maxun sends of a run, in their order.
 *
 * A failed document sends nothing. A scrape that was started through the API, and fails before it has a page, sends two
 * (see {@link failedScrapePair}). An aborted run sends what a finished one does, but from the UI nothing unless it threw.
 *
 * @param run the run
 * @param options clock and random numbers, as for {@link fixture}
 * @returns the payloads, all of one run
 * @example
 * ```ts
 * eventsOfRun({ robot: 'scrape', startedBy: 'api', outcome: 'failed' }).map(({ event_type }) => event_type);
 * // ['run_failed', 'run_failed']
 * ```
 */
export function eventsOfRun(run: FinishedRun, options: FixtureOptions = {}): readonly RunEvent[] {
  return unnamedEventsOf(run, options).map((event) => withNames(event, run));
}

function unnamedEventsOf(run: FinishedRun, options: FixtureOptions): readonly RunEvent[] {
  const { robot, startedBy = 'ui', outcome = 'success' } = run;
  if (outcome === 'aborted' && startedBy === 'ui') return [];
  if (outcome === 'success' || outcome === 'aborted') {
    return [fixture(successOf(robot, startedBy), undefined, options)];
  }
  if (successOf(robot, startedBy) === 'document-run') return [];
  if (robot === 'scrape' && startedBy === 'api') return failedScrapePair(options);
  return [fixture('failed-run', undefined, options)];
}

function successOf(robot: FinishedRun['robot'], startedBy: 'ui' | 'api' | 'schedule'): SuccessName {
  if (robot === 'extract') return startedBy === 'api' ? 'extract-run-api' : 'extract-run';
  if (robot === 'scrape') return startedBy === 'ui' ? 'scrape-run-ui' : 'scrape-run';
  return robot === 'document-parse' ? 'document-run' : `${robot}-run`;
}

/** Puts the ids and the name of a run into its event, whatever the shape calls them. */
function withNames<Event extends RunEvent>(event: Event, { id, robotId, robotName }: FinishedRun): Event {
  const given = Object.entries({
    run_id: id,
    runId: id,
    robot_id: robotId,
    robotId,
    robot_name: robotName,
    robotName,
  });
  const data = Object.fromEntries(
    given.filter(([name, value]) => value !== undefined && Object.hasOwn(event.data, name)),
  );
  return { ...event, data: { ...event.data, ...data } };
}

/**
 * What Maxun would have sent of a run that sends nothing: it names the run, and what became of it.
 *
 * @param run the run
 * @param options clock and random numbers, as for {@link fixture}
 */
export function unsentEventOf(run: FinishedRun, options: FixtureOptions): RunEvent {
  const [event] = eventsOfRun({ ...run, outcome: 'success' }, options) as [RunEvent];
  const status = run.outcome === 'aborted' ? 'aborted' : 'failed';
  return { ...event, data: { ...event.data, status } } as RunEvent;
}

/**
 * The two failures that Maxun sends of one scrape that was started through the API and fails before it has a page, such as
 * for want of a URL: shape G, then shape F. Code that identifies a run by its id must not handle it twice.
 *
 * @param options clock and random numbers, as for {@link fixture}
 * @returns both payloads, of the same run, robot and webhook
 * @example
 * ```ts
 * const [first, second] = failedScrapePair();
 * first.data.run_id === second.data.run_id; // true
 * ```
 */
export function failedScrapePair(
  options: FixtureOptions = {},
): readonly [FixtureByName['failed-scrape-api'], FixtureByName['failed-run']] {
  const first = fixture('failed-scrape-api', undefined, options);
  const { robot_id, run_id, robot_name, error } = first.data;
  // Shape F need not have a type and a stack, and the example's are of another failure.
  const again = { message: error.message, type: undefined, stack: undefined };
  const data = { robot_id, run_id, robot_name, error: again };
  return [first, fixture('failed-run', { webhook_id: first.webhook_id, data }, options)];
}
