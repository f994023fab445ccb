/**
 * What can be sent from the receiver: a delivery once more, a fixture, a payload of one's own.
 *
 * @module mock-server/api/description/sending
 */
import { Type } from 'typebox';
import * as t from './words.ts';

const target = {
  url: t.optional(
    t.text(
      'Where to; the hook of the receiver by default. Private addresses other than loopback must be allowed.',
    ),
  ),
  secret: t.optional(t.text('A secret to sign with instead of that of the receiver. It is not kept.')),
};

export const sending: t.Schemas = {
  ReplayRequest: t.object('Sends a delivery that arrived once more, byte by byte.', {
    ...target,
    signing: t.optional(
      t.ref(
        'Signing',
        '`as-received` by default; `sign` needs a secret, the first of the receiver by default.',
      ),
    ),
  }),
  Signing: t.oneOf(
    ['sign', 'as-received', 'unsigned'],
    'Which signature an outgoing delivery carries: a new one, the headers that it came with, or none, as stock Maxun.',
  ),
  SendRequest: t.object('Sends a fixture, a payload or a text.', {
    ...target,
    fixture: t.optional(
      t.text('Name of a fixture in the list; its payload is that of another run each time.'),
    ),
    fault: t.optional(t.text('Name of a way in the list to break the body of the fixture.')),
    payload: t.optional(t.anything('A payload instead of a fixture.')),
    body: t.optional(t.text('A body instead of either, sent as it is: for what is not JSON.')),
    set: t.optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description:
          'Values by dotted path, such as `data.robot_name`, or by JSON pointer, put into the payload.',
      }),
    ),
    signing: t.optional(t.oneOf(['sign', 'unsigned'], 'By default signed if the receiver has a secret.')),
  }),
  AllowRequest: t.object('A private host that may be reached.', {
    host: t.text('A host, an address or a CIDR block.'),
  }),
  AllowState: t.object('What may be reached although it is private.', { allowed: t.list(t.text()) }),
  SendResult: t.object(
    'What became of a replay or a sent fixture. An endpoint that refuses is a result too.',
    {
      ok: t.flag('Whether the endpoint answered 2xx.'),
      url: t.text(),
      status: t.nullable(t.count(), '`null` if there was no answer.'),
      headers: t.pairs('By name in lower case; several of one name joined with a comma.'),
      body: t.text('Text of the answer, cut at 64 KiB.'),
      durationMs: t.number(),
      error: t.optional(t.ref('ApiError', 'Why there was no answer.')),
    },
  ),
  FixtureList: t.object('Everything that can be sent.', {
    fixtures: t.list(t.ref('Fixture')),
    faults: t.list(t.ref('FixtureFault'), 'The ways to break a body on purpose.'),
  }),
  Fixture: t.object('A payload that can be sent.', {
    name: t.text('Such as `run_completed` (documented) or `failed-run` (observed).'),
    eventType: t.text(),
    shape: t.ref('Shape'),
    title: t.text('What Maxun sends it for, in a few words.'),
    payload: t.anything(),
  }),
  FixtureFault: t.object('A way to break a body.', {
    name: t.text('Such as `truncated`.'),
    title: t.text('What it does.'),
  }),
};
