/**
 * What the control API says of the receiver itself.
 *
 * @module mock-server/api/description/receiver
 */
import {
  code,
  count,
  exactly,
  flag,
  list,
  nullable,
  object,
  optional,
  ref,
  type Schemas,
  text,
  time,
} from './words.ts';

export const receiver: Schemas = {
  ApiError: object('The body of every answer that is not a success.', {
    error: text('What was found, what was expected and what to do.'),
    code: optional(code('The reason, where it is one of the codes of this package.')),
  }),
  ReceiverInfo: object('What the receiver is and how it was started. No secret is in it.', {
    version: text('Version of this package.'),
    startedAt: time('When it began to listen, in ISO 8601.'),
    csrfToken: text(
      'To be sent back in the header `x-csrf-token` of every change; another one after each start.',
    ),
    urls: list(
      ref('UrlVariant'),
      'Where deliveries go, by who sends them; the first is that of the receiver itself.',
    ),
    strict: flag('Whether only what meets the documented contract is answered 200.'),
    secrets: list(
      text(),
      'The secrets that signatures are checked with, masked; empty if nothing is checked.',
    ),
    token: optional(
      text('The token that the URL of the hook must carry, masked; absent if none is asked for.'),
    ),
    forward: ref('ForwardState'),
    store: optional(text('File name of the store; absent if deliveries are kept in memory alone.')),
    limits: object(undefined, {
      maxDeliveries: count('The most deliveries that are kept.'),
      maxBytes: count('The most bytes that are kept.'),
      maxBodyBytes: count('The most bytes that a body may have.'),
    }),
  }),
  UrlVariant: object('The URL of the hook as one kind of sender has to write it.', {
    label: text('For whom it is: `this machine`, `Maxun in Docker on this machine`, `another machine`.'),
    url: text(),
    reachable: flag('Whether the receiver listens on an address that this sender can reach.'),
    hint: optional(text('What to change if it is not reachable.')),
  }),
  Health: object('Answered as long as the receiver takes deliveries.', { ok: exactly(true) }),
  Stats: object('Counts since the start or the last clearing.', {
    arrived: count('Deliveries that arrived.'),
    kept: count('Deliveries that are kept.'),
    dropped: count('Deliveries that were dropped to make room for newer ones.'),
    bytes: count('Bytes of what is kept: headers, bodies and responses.'),
    late: count('Deliveries that arrived for an inbox that was closed.'),
    listeners: count('Pages and programs that listen to the event stream.'),
  }),
  ForwardRequest: object('Where to forward deliveries.', { url: nullable(text(), '`null` to stop.') }),
  ForwardState: object('Where deliveries are forwarded, byte by byte.', {
    url: nullable(text(), 'Without credentials; `null` for nowhere.'),
  }),
};
