/**
 * The event stream.
 *
 * @module mock-server/api/description/stream
 */
import * as t from './words.ts';

export const stream: t.Schemas = {
  EventsQuery: t.object('For a page that opens the stream for the first time.', {
    lastEventId: t.optional(t.text('As the header `Last-Event-ID`.')),
  }),
  StreamEvent: t.variants(
    'One server-sent event: `event:` is its type, `data:` its data as JSON, `id:` what to resume from.',
    [
      t.object('A delivery arrived.', { type: t.exactly('delivery'), data: t.ref('DeliverySummary') }),
      t.object('Something about a delivery changed: it was answered, or another attempt arrived.', {
        type: t.exactly('update'),
        data: t.ref('DeliverySummary'),
      }),
      t.object('Everything was forgotten.', { type: t.exactly('cleared'), data: t.ref('Cleared') }),
      t.object('There is another script, or a step of it was used.', {
        type: t.exactly('script'),
        data: t.ref('ScriptState'),
      }),
      t.object(undefined, { type: t.exactly('forward'), data: t.ref('ForwardState') }),
      t.object('A probe began or ended.', { type: t.exactly('probe'), data: t.ref('ProbeState') }),
      t.object('A case of the probe was judged.', {
        type: t.exactly('probe-case'),
        data: t.ref('ProbeCase'),
      }),
      t.object('The stream cannot be resumed from that id: read the list again.', {
        type: t.exactly('resync'),
        data: t.object(undefined, {}),
      }),
    ],
  ),
};
