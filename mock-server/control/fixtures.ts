/**
 * The payloads that can be sent from the page: the documented examples and one of each observed shape.
 *
 * @module mock-server/control/fixtures
 */
import { type ObservedShape } from '#generated/events.js';
import { documentedExamples, observedExamples } from '#generated/examples.js';
import type { Fixture } from '../api.ts';

const TITLES: Readonly<Record<ObservedShape | keyof typeof documentedExamples, string>> = {
  run_completed: 'a finished run, as documented',
  run_failed: 'a failed run, as documented',
  'extract-run': 'a run from the UI, or scheduled',
  'extract-run-api': 'a run through the API',
  'scrape-run-ui': 'a scrape robot, run from the UI',
  'scrape-run': 'a scrape robot, through the API or scheduled',
  'document-run': 'a document robot',
  'failed-run': 'most failures',
  'failed-scrape-api': 'a failed scrape through the API; a failed-run follows',
  'legacy-2025': 'a run on a server of May to October 2025',
  'webhook-test': 'the "Test" button',
};

/** Every payload that can be sent. */
export const fixtures: readonly Fixture[] = [
  ...Object.entries(documentedExamples).map(([name, { payload }]) => fixture(name, 'documented', payload)),
  ...Object.entries(observedExamples).map(([name, { payload }]) =>
    fixture(name, name as ObservedShape, payload),
  ),
];

function fixture(name: string, shape: Fixture['shape'], payload: { event_type: string }): Fixture {
  const title = TITLES[name as keyof typeof TITLES];
  return { name, eventType: payload.event_type, shape, title, payload };
}
