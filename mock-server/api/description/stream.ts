/**
 * The event stream.
 *
 * @module mock-server/api/description/stream
 */
import { exactly, object, optional, ref, type Schemas, text, variants } from './words.ts';

export const stream: Schemas = {
  EventsQuery: object('For a page that opens the stream for the first time.', {
    lastEventId: optional(text('As the header `Last-Event-ID`.')),
  }),
  StreamEvent: variants(
    'One server-sent event: `event:` is its type, `data:` its data as JSON, `id:` what to resume from.',
    [
      object('A delivery arrived.', { type: exactly('delivery'), data: ref('DeliverySummary') }),
      object('Something about a delivery changed: it was answered, or another attempt arrived.', {
        type: exactly('update'),
        data: ref('DeliverySummary'),
      }),
      object('Everything was forgotten.', { type: exactly('cleared'), data: ref('Cleared') }),
      object('There is another script, or a step of it was used.', {
        type: exactly('script'),
        data: ref('ScriptState'),
      }),
      object(undefined, { type: exactly('forward'), data: ref('ForwardState') }),
      object('A probe began or ended.', { type: exactly('probe'), data: ref('ProbeState') }),
      object('A case of the probe was judged.', { type: exactly('probe-case'), data: ref('ProbeCase') }),
      object('The stream cannot be resumed from that id: read the list again.', {
        type: exactly('resync'),
        data: object(undefined, {}),
      }),
    ],
  ),
};
