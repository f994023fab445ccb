/**
 * Which webhook events a run of Maxun ends in: none, one, or two.
 *
 * @module simulate/finished-run
 * @see contract/observed.yaml
 */
import { fixture, type FixtureOptions } from './fixture.ts';
import type { FixtureByName } from './fixture-names.ts';

/** A run that has come to its end. */
export interface FinishedRun {
  /** What the robot does: extract data, scrape a page, or read a document. */
  readonly robot: 'extract' | 'scrape' | 'document';
  /** What started the run. Default: `ui`. */
  readonly startedBy?: 'ui' | 'api' | 'schedule' | undefined;
  /** How it ended. Default: `success`. */
  readonly outcome?: 'success' | 'failed' | 'aborted' | undefined;
}

/** A payload that stock Maxun sends of a run today: the shapes A to G. */
export type RunEvent = FixtureByName[
  | 'extract-run'
  | 'extract-run-api'
  | 'scrape-run-ui'
  | 'scrape-run'
  | 'document-run'
  | 'failed-run'
  | 'failed-scrape-api'];

/**
 * The payloads that stock Maxun sends of a run, in their order: of an aborted run and of a document that failed none;
 * of a scrape that failed and was started through the API two (see {@link failedScrapePair}); else one.
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
  const { robot, startedBy = 'ui', outcome = 'success' } = run;
  if (outcome === 'aborted' || (outcome === 'failed' && robot === 'document')) return [];
  if (outcome === 'failed') {
    return robot === 'scrape' && startedBy === 'api'
      ? failedScrapePair(options)
      : [fixture('failed-run', undefined, options)];
  }
  return [fixture(SUCCESSES[robot][startedBy], undefined, options)];
}

type SuccessShape = 'extract-run' | 'extract-run-api' | 'scrape-run-ui' | 'scrape-run' | 'document-run';

/** The shape of a success, by what the robot does and by what started the run. */
const SUCCESSES: Readonly<Record<FinishedRun['robot'], Record<'ui' | 'api' | 'schedule', SuccessShape>>> = {
  extract: { ui: 'extract-run', api: 'extract-run-api', schedule: 'extract-run' },
  scrape: { ui: 'scrape-run-ui', api: 'scrape-run', schedule: 'scrape-run' },
  document: { ui: 'document-run', api: 'document-run', schedule: 'document-run' },
};

/**
 * The two failures that Maxun sends of one scrape that was started through the API: shape G, then shape F. Whoever
 * takes a run by its id must not handle it twice.
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
