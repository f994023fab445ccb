/**
 * Probes: checks of an endpoint, case by case.
 *
 * @module mock-server/api/description/probe
 */
import { Type } from 'typebox';
import * as t from './words.ts';

const probeCase = {
  id: t.text('Stays the same from version to version, such as `signature-missing`.'),
  name: t.text('What a right endpoint does.'),
  group: t.text('Cases of one topic have the same group.'),
  severity: t.oneOf(
    ['blocker', 'critical', 'major', 'minor', 'info'],
    'What its failure costs of the 100 points: all of them, 40, 15, 5, nothing.',
  ),
  outcome: t.oneOf(
    ['passed', 'failed', 'follows', 'not-judged', 'not-applicable', 'not-run'],
    '`follows`: it failed because of a case before it. `not-run`: time was up.',
  ),
  reason: t.text('What was expected and found, or what could not be seen.'),
  follows: t.list(t.text(), 'Ids of the failed cases that this one follows from.'),
};

export const probe: t.Schemas = {
  ProbeRequest: t.object('What to check. One probe runs at a time.', {
    url: t.text('The endpoint. A token stays in it; user and password become Basic authentication.'),
    level: t.optional(
      t.ref('ProbeLevel', 'By default `signed` if there are secrets, those of the receiver among them.'),
    ),
    secrets: t.optional(
      Type.Array(Type.String(), {
        maxItems: 16,
        description:
          'Those that the endpoint accepts; by default those of the receiver. Kept in memory until the next probe.',
      }),
    ),
    auth: t.optional(t.object('Basic authentication.', { user: t.text(), password: t.text() })),
    allow: t.optional(
      t.list(t.text(), 'Hosts that may be reached until the receiver stops, as `POST /allow`.'),
    ),
    only: t.optional(t.list(t.text(), 'Ids of cases, or names of groups, to run, with what they depend on.')),
    skip: t.optional(t.list(t.text(), 'Ids of cases, or names of groups, to leave out.')),
    observe: t.optional(
      t.object('How the effect of the endpoint is seen: one of the two.', {
        url: t.optional(
          t.text('A GET answers how many deliveries were handled: a number, or `{"count": n}`.'),
        ),
        header: t.optional(t.text('The answers of the endpoint carry that number in this header.')),
      }),
    ),
  }),
  ProbeLevel: t.oneOf(['stock', 'signed'], 'What an unmodified Maxun needs, or signed deliveries.'),
  ProbeState: t.object('The last probe, and how far it got.', {
    state: t.oneOf(
      ['none', 'running', 'done', 'stopped', 'failed'],
      '`failed`: it could not be made, such as for an address that is not allowed.',
    ),
    url: t.text('The endpoint, without credentials; empty before the first probe.'),
    level: t.ref('ProbeLevel'),
    secrets: t.list(t.text(), 'The secrets that sign, masked.'),
    planned: t.count('How many cases there are.'),
    cases: t.list(t.ref('ProbeCase'), 'The cases that were judged so far, in their order.'),
    score: t.optional(t.ref('ProbeScore', 'Absent until it is done.')),
    error: t.optional(t.ref('ApiError', 'Why it failed.')),
  }),
  ProbeScore: t.object('How good the endpoint is.', {
    score: t.count('0 to 100.'),
    grade: t.oneOf(['A', 'B', 'C', 'D', 'F']),
    complete: t.flag('Whether every case ran before time was up.'),
    framework: t.text('The framework that the answers point to, or `general`.'),
    requests: t.count(),
    durationMs: t.count(),
  }),
  ProbeCase: t.object('One case, judged.', probeCase),
  ProbeCaseDetail: t.object('One case, with its request and the answer.', {
    ...probeCase,
    why: t.text('The fact that makes the case matter.'),
    fix: t.text('What to do.'),
    snippet: t.text('Code that does it, for the framework; empty unless the case failed.'),
    sentAt: t.time('When it was judged, in ISO 8601.'),
    problem: t.optional(t.text('Why there was no answer: `ECONNREFUSED`, `timeout`, …')),
    delivery: t.nullable(
      t.ref('DeliveryDetail'),
      'The request that decided, judged as the receiver judges what arrives; its response is the answer of the endpoint. `null` where nothing was sent.',
    ),
  }),
};
