/**
 * What the control API says of the receiver itself.
 *
 * @module mock-server/api/description/receiver
 */
import * as t from './words.ts';

export const receiver: t.Schemas = {
  ApiError: t.object('The body of every answer that is not a success.', {
    error: t.text('What was found, what was expected and what to do.'),
    code: t.optional(t.code('The reason, where it is one of the codes of this package.')),
  }),
  ReceiverInfo: t.object('What the receiver is and how it was started. No secret is in it.', {
    version: t.text('Version of this package.'),
    startedAt: t.time('When it began to listen, in ISO 8601.'),
    csrfToken: t.text(
      'To be sent back in the header `x-csrf-token` of every change; another one after each start.',
    ),
    urls: t.list(
      t.ref('UrlVariant'),
      'Where deliveries go, by who sends them; the first is that of the receiver itself.',
    ),
    strict: t.flag('Whether only what meets the documented contract is answered 200.'),
    secrets: t.list(
      t.text(),
      'The secrets that signatures are checked with, masked; empty if nothing is checked.',
    ),
    token: t.optional(
      t.text('The token that the URL of the hook must carry, masked; absent if none is asked for.'),
    ),
    forward: t.ref('ForwardState'),
    store: t.optional(t.text('File name of the store; absent if deliveries are kept in memory alone.')),
    limits: t.object(undefined, {
      maxDeliveries: t.count('The most deliveries that are kept.'),
      maxBytes: t.count('The most bytes that are kept.'),
      maxBodyBytes: t.count('The most bytes that a body may have.'),
    }),
  }),
  UrlVariant: t.object('The URL of the hook as one kind of sender has to write it.', {
    label: t.text('For whom it is: `this machine`, `Maxun in Docker on this machine`, `another machine`.'),
    url: t.text(),
    reachable: t.flag('Whether the receiver listens on an address that this sender can reach.'),
    hint: t.optional(t.text('What to change if it is not reachable.')),
  }),
  Health: t.object('Answered as long as the receiver takes deliveries.', { ok: t.exactly(true) }),
  Stats: t.object('Counts since the start or the last clearing.', {
    arrived: t.count('Deliveries that arrived.'),
    kept: t.count('Deliveries that are kept.'),
    dropped: t.count('Deliveries that were dropped to make room for newer ones.'),
    bytes: t.count('Bytes of what is kept: headers, bodies and responses.'),
    late: t.count('Deliveries that arrived for an inbox that was closed.'),
    listeners: t.count('Pages and programs that listen to the event stream.'),
  }),
  ForwardRequest: t.object('Where to forward deliveries.', { url: t.nullable(t.text(), '`null` to stop.') }),
  ForwardState: t.object('Where deliveries are forwarded, byte by byte.', {
    url: t.nullable(t.text(), 'Without credentials; `null` for nowhere.'),
  }),
};
