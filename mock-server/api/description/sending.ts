/**
 * What can be sent from the receiver: a delivery once more, a fixture, a payload of one's own.
 *
 * @module mock-server/api/description/sending
 */
import { Type } from 'typebox';
import {
  anything,
  flag,
  list,
  nullable,
  count,
  number,
  object,
  oneOf,
  optional,
  pairs,
  ref,
  type Schemas,
  text,
} from './words.ts';

const target = {
  url: optional(
    text(
      'Where to; the hook of the receiver by default. Private addresses other than loopback must be allowed.',
    ),
  ),
  secret: optional(text('A secret to sign with instead of that of the receiver. It is not kept.')),
};

export const sending: Schemas = {
  ReplayRequest: object('Sends a delivery that arrived once more, byte by byte.', {
    ...target,
    signing: optional(
      ref(
        'Signing',
        '`as-received` by default; `sign` needs a secret, the first of the receiver by default.',
      ),
    ),
  }),
  Signing: oneOf(
    ['sign', 'as-received', 'unsigned'],
    'Which signature an outgoing delivery carries: a new one, the headers that it came with, or none, as stock Maxun.',
  ),
  SendRequest: object('Sends a fixture, a payload or a text.', {
    ...target,
    fixture: optional(text('Name of a fixture in the list; its payload is that of another run each time.')),
    fault: optional(text('Name of a way in the list to break the body of the fixture.')),
    payload: optional(anything('A payload instead of a fixture.')),
    body: optional(text('A body instead of either, sent as it is: for what is not JSON.')),
    set: optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'Values by dotted path, such as `data.robot_name`, put into the payload.',
      }),
    ),
    signing: optional(oneOf(['sign', 'unsigned'], 'By default signed if the receiver has a secret.')),
  }),
  AllowRequest: object('A private host that may be reached.', {
    host: text('A host, an address or a CIDR block.'),
  }),
  AllowState: object('What may be reached although it is private.', { allowed: list(text()) }),
  SendResult: object('What became of a replay or a sent fixture. An endpoint that refuses is a result too.', {
    ok: flag('Whether the endpoint answered 2xx.'),
    url: text(),
    status: nullable(count(), '`null` if there was no answer.'),
    headers: pairs('By name in lower case; several of one name joined with a comma.'),
    body: text('Text of the answer, cut at 64 KiB.'),
    durationMs: number(),
    error: optional(ref('ApiError', 'Why there was no answer.')),
  }),
  FixtureList: object('Everything that can be sent.', {
    fixtures: list(ref('Fixture')),
    faults: list(ref('FixtureFault'), 'The ways to break a body on purpose.'),
  }),
  Fixture: object('A payload that can be sent.', {
    name: text('Such as `run_completed` (documented) or `failed-run` (observed).'),
    eventType: text(),
    shape: ref('Shape'),
    title: text('What Maxun sends it for, in a few words.'),
    payload: anything(),
  }),
  FixtureFault: object('A way to break a body.', {
    name: text('Such as `truncated`.'),
    title: text('What it does.'),
  }),
};
