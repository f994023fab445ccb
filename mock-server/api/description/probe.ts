/**
 * Probes: checks of an endpoint, case by case.
 *
 * @module mock-server/api/description/probe
 */
import { Type } from 'typebox';
import {
  count,
  flag,
  list,
  nullable,
  object,
  oneOf,
  optional,
  ref,
  type Schemas,
  text,
  time,
} from './words.ts';

const probeCase = {
  id: text('Stays the same from version to version, such as `signature-missing`.'),
  name: text('What a right endpoint does.'),
  group: text('Cases of one topic have the same group.'),
  severity: oneOf(
    ['blocker', 'critical', 'major', 'minor', 'info'],
    'What its failure costs of the 100 points: all of them, 40, 15, 5, nothing.',
  ),
  outcome: oneOf(
    ['passed', 'failed', 'follows', 'not-judged', 'not-applicable', 'not-run'],
    '`follows`: it failed because of a case before it. `not-run`: time was up.',
  ),
  reason: text('What was expected and found, or what could not be seen.'),
  follows: list(text(), 'Ids of the failed cases that this one follows from.'),
};

export const probe: Schemas = {
  ProbeRequest: object('What to check. One probe runs at a time.', {
    url: text('The endpoint. A token stays in it; user and password become Basic authentication.'),
    level: optional(
      ref('ProbeLevel', 'By default `signed` if there are secrets, those of the receiver among them.'),
    ),
    secrets: optional(
      Type.Array(Type.String(), {
        maxItems: 16,
        description:
          'Those that the endpoint accepts; by default those of the receiver. Kept in memory until the next probe.',
      }),
    ),
    auth: optional(object('Basic authentication.', { user: text(), password: text() })),
    allow: optional(list(text(), 'Hosts that may be reached until the receiver stops, as `POST /allow`.')),
    only: optional(list(text(), 'Ids of cases, or names of groups, to run, with what they depend on.')),
    skip: optional(list(text(), 'Ids of cases, or names of groups, to leave out.')),
    observe: optional(
      object('How the effect of the endpoint is seen: one of the two.', {
        url: optional(text('A GET answers how many deliveries were handled: a number, or `{"count": n}`.')),
        header: optional(text('The answers of the endpoint carry that number in this header.')),
      }),
    ),
  }),
  ProbeLevel: oneOf(['stock', 'signed'], 'What an unmodified Maxun needs, or signed deliveries.'),
  ProbeState: object('The last probe, and how far it got.', {
    state: oneOf(
      ['none', 'running', 'done', 'stopped', 'failed'],
      '`failed`: it could not be made, such as for an address that is not allowed.',
    ),
    url: text('The endpoint, without credentials; empty before the first probe.'),
    level: ref('ProbeLevel'),
    secrets: list(text(), 'The secrets that sign, masked.'),
    planned: count('How many cases there are.'),
    cases: list(ref('ProbeCase'), 'The cases that were judged so far, in their order.'),
    score: optional(ref('ProbeScore', 'Absent until it is done.')),
    error: optional(ref('ApiError', 'Why it failed.')),
  }),
  ProbeScore: object('How good the endpoint is.', {
    score: count('0 to 100.'),
    grade: oneOf(['A', 'B', 'C', 'D', 'F']),
    complete: flag('Whether every case ran before time was up.'),
    framework: text('The framework that the answers point to, or `general`.'),
    requests: count(),
    durationMs: count(),
  }),
  ProbeCase: object('One case, judged.', probeCase),
  ProbeCaseDetail: object('One case, with its request and the answer.', {
    ...probeCase,
    why: text('The fact that makes the case matter.'),
    fix: text('What to do.'),
    snippet: text('Code that does it, for the framework; empty unless the case failed.'),
    sentAt: time('When it was judged, in ISO 8601.'),
    problem: optional(text('Why there was no answer: `ECONNREFUSED`, `timeout`, …')),
    delivery: nullable(
      ref('DeliveryDetail'),
      'The request that decided, judged as the receiver judges what arrives; its response is the answer of the endpoint. `null` where nothing was sent.',
    ),
  }),
};
