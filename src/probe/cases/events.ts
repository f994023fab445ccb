/**
 * Every event and shape that a release of Maxun sends, and what a later one may.
 *
 * @module probe/cases/events
 */
import { fixtureInfo, type FixtureName, fixtureNames } from '../../simulate/index.ts';
import { payload } from '../deliveries.ts';
import { type CaseGroup, caseGroup, type ProbeCase } from '../probe-case.ts';
import { accepts } from '../verdicts.ts';

function shapeCase(name: FixtureName): Omit<ProbeCase, 'severity' | 'topic'> {
  const { releases, shape, summary } = fixtureInfo(name);
  return {
    id: `event-${name}`,
    name: `${name} is accepted`,
    why:
      shape === 'documented'
        ? `${summary} It is what new integrations are written against.`
        : `Sent by ${releases === undefined ? 'Maxun' : `Maxun ${releases}`}: ${summary}`,
    fix: 'Read only the fields that you need, and treat each as optional; answer 200 to shapes that you do not use.',
    // A schema that forbids unknown fields refuses the observed shapes as well.
    dependsOn: shape === 'documented' ? ['accepted'] : ['accepted', 'unknown-field', 'unknown-event'],
    run: accepts(() => ({ content: payload(name) })),
  };
}

const common = { severity: 'major', topic: 'events', dependsOn: ['accepted'] } as const;

/** The events. */
export const events: CaseGroup = caseGroup('events', common, [
  {
    id: 'unknown-event',
    name: 'An unknown event type is accepted',
    why: 'A later Maxun may send more events. Stock Maxun sends each of them three times to an endpoint that refuses it, and 5xx looks like an outage.',
    fix: 'Answer 200 to event types that you do not handle.',
    run: accepts(() => ({ content: { ...payload(), event_type: 'run_paused' } })),
  },
  {
    id: 'unknown-field',
    name: 'Unknown fields are accepted',
    why: "Releases add fields without notice: `crawl_data` and `search_data` came with v0.0.31. A strict schema refuses the day's first event.",
    fix: 'Allow additional properties in the schema.',
    run: accepts(() => {
      const event = payload('run_completed', { data: { metadata: { added_later: [1, null] } } });
      const data = { ...(event['data'] as object), added_later: { nested: true } };
      return { content: { ...event, added_later: 'x', data } };
    }),
  },
  ...fixtureNames.map(shapeCase),
]);
