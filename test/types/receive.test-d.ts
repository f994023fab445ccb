/**
 * What the types of the receiver promise. Checked by `npm run check types`; nothing here is run.
 */
import { expectTypeOf } from 'vitest';
import type {
  DocumentedEvent,
  ExtractRunEvent,
  FailedRunEvent,
  FailedScrapeApiEvent,
  RunCompletedEvent,
  RunFailedEvent,
  ScrapeRunUiEvent,
  WebhookTestEvent,
} from '#generated/events.js';
import {
  createReceiver,
  defineRobot,
  type Receiver,
  type Row,
  type Run,
  unsigned,
  unwrap,
} from '../../src/index.ts';

const auth = unsigned();

// Strict: the documented events, by their names, and no others.
const strict = createReceiver({ auth, validation: 'strict' });
expectTypeOf(strict).toEqualTypeOf<Receiver<'strict'>>();
strict.on('run_completed', ({ event, shape, run, id, signal }) => {
  expectTypeOf(event).toEqualTypeOf<RunCompletedEvent>();
  expectTypeOf(shape).toEqualTypeOf<'documented'>();
  expectTypeOf(run).toEqualTypeOf<Run>();
  expectTypeOf(id).toEqualTypeOf<string>();
  expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
});
strict.on(['run_completed', 'run_failed'], ({ event }) => {
  expectTypeOf(event).toEqualTypeOf<DocumentedEvent>();
  if (event.event_type === 'run_failed') expectTypeOf(event.data.robotId).toEqualTypeOf<string>();
});
// The event narrows by its type in a switch, without a cast.
strict.on(['run_completed', 'run_failed'], ({ event, eventType }) => {
  switch (eventType) {
    case 'run_completed':
      return expectTypeOf(event).toEqualTypeOf<RunCompletedEvent>();
    case 'run_failed':
      return expectTypeOf(event).toEqualTypeOf<RunFailedEvent>();
    default:
      return expectTypeOf(eventType).toEqualTypeOf<never>();
  }
});
// Catching up finds aborted runs, which no contract describes: they come to the handlers of any event.
strict.onAny(({ event, shape, eventType }) => {
  if (shape === 'documented') expectTypeOf(event).toEqualTypeOf<DocumentedEvent>();
  else expectTypeOf(eventType).toEqualTypeOf<'run_aborted'>();
});
strict.onOther(({ event, eventType }) => {
  if (eventType === 'run_aborted') expectTypeOf(event).toEqualTypeOf<unknown>();
  else expectTypeOf(event).toEqualTypeOf<DocumentedEvent>();
});
strict.onConflict(({ event }) => expectTypeOf(event).toEqualTypeOf<DocumentedEvent>());
// @ts-expect-error the documentation has no such event
strict.on('webhook_test', () => undefined);

// Report, the default: told apart by shape, and an unknown one for the handlers of what nobody knows.
const report = createReceiver({ auth });
expectTypeOf(report).toEqualTypeOf<Receiver<'report'>>();
report.on('run_failed', (context) => {
  // At least these: a shape that is added to the contract is another.
  expectTypeOf<'documented' | 'failed-run' | 'failed-scrape-api'>().toExtend<typeof context.shape>();
  const { event, shape } = context;
  if (shape === 'documented') expectTypeOf(event).toEqualTypeOf<RunFailedEvent>();
  if (shape === 'failed-run') expectTypeOf(event).toEqualTypeOf<FailedRunEvent>();
  if (shape === 'failed-scrape-api') expectTypeOf(event).toEqualTypeOf<FailedScrapeApiEvent>();
});
report.on('run_completed', ({ event, shape }) => {
  if (shape === 'extract-run') expectTypeOf(event).toEqualTypeOf<ExtractRunEvent>();
  if (shape === 'scrape-run-ui') expectTypeOf(event).toEqualTypeOf<ScrapeRunUiEvent>();
});
report.on(['run_completed', 'webhook_test'], ({ event, eventType }) => {
  switch (eventType) {
    case 'webhook_test':
      return expectTypeOf(event).toEqualTypeOf<WebhookTestEvent>();
    case 'run_completed':
      return expectTypeOf(event.event_type).toEqualTypeOf<'run_completed'>();
    default:
      return expectTypeOf(eventType).toEqualTypeOf<never>();
  }
});
report.onAny(({ event, eventType, shape }) => {
  // Of a payload that no contract describes, the type alone says nothing.
  if (shape === 'unknown') return expectTypeOf(event).toEqualTypeOf<unknown>();
  switch (eventType) {
    case 'run_failed':
      return expectTypeOf<RunFailedEvent | FailedRunEvent | FailedScrapeApiEvent>().toExtend<typeof event>();
    case 'webhook_test':
      return expectTypeOf(event).toEqualTypeOf<WebhookTestEvent>();
    case 'run_completed':
      return expectTypeOf(event.event_type).toEqualTypeOf<'run_completed'>();
    default:
      return expectTypeOf(eventType).toEqualTypeOf<never>();
  }
});
report.on('webhook_test', ({ event }) => expectTypeOf(event).toEqualTypeOf<WebhookTestEvent>());
report.onOther(({ event, shape }) => {
  if (shape === 'unknown') expectTypeOf(event).toEqualTypeOf<unknown>();
  if (shape === 'webhook-test') expectTypeOf(event).toEqualTypeOf<WebhookTestEvent>();
});
report.onConflict(({ first }) => expectTypeOf(first).toEqualTypeOf<string>());
report.onDrift(({ drift }) => expectTypeOf(drift.observed[0]?.path).toEqualTypeOf<string | undefined>());
// @ts-expect-error Maxun's event types are in snake_case
report.on('run.completed', () => undefined);
// @ts-expect-error a misspelt event type
report.on(['run_completed', 'run_fialed'], () => undefined);

// Off: any name, and an event that nobody has looked at.
const off = createReceiver({ auth, validation: 'off' });
off.on('run.paused', ({ event, shape }) => {
  expectTypeOf(event).toEqualTypeOf<unknown>();
  expectTypeOf(shape).toEqualTypeOf<'unknown'>();
});

// Registering gives back the same receiver, mode and all.
expectTypeOf(strict.on('run_failed', () => undefined).onError(() => undefined)).toEqualTypeOf<
  Receiver<'strict'>
>();
report.onError((error, { status }) => {
  expectTypeOf(status).toEqualTypeOf<number>();
  if (error.code === 'ERR_WEBHOOK_BODY_NOT_JSON') expectTypeOf(error.cause).toEqualTypeOf<unknown>();
  // @ts-expect-error no such code
  if (error.code === 'ERR_WEBHOOK_NO_SUCH_CODE') throw error;
});
// @ts-expect-error nothing authenticates
createReceiver({});
// @ts-expect-error nothing authenticates
createReceiver({ validation: 'strict' });
createReceiver({ secrets: ['whsec_x'] });
createReceiver({ secrets: ['whsec_x'], auth });
// @ts-expect-error no such mode
createReceiver({ auth, validation: 'lax' });

// unwrap has the same three modes.
async function unwrapped(body: Uint8Array, headers: Headers): Promise<void> {
  const inStrict = await unwrap(body, headers, { auth, validation: 'strict' });
  expectTypeOf(inStrict.event).toEqualTypeOf<DocumentedEvent>();
  const inReport = await unwrap(body, headers, { auth });
  if (inReport.shape === 'failed-run') expectTypeOf(inReport.event).toEqualTypeOf<FailedRunEvent>();
  if (inReport.shape === 'unknown') expectTypeOf(inReport.event).toEqualTypeOf<unknown>();
  const inOff = await unwrap(body, headers, { auth, validation: 'off' });
  expectTypeOf(inOff.event).toEqualTypeOf<unknown>();
  // @ts-expect-error nothing authenticates
  await unwrap(body, headers, {});
  // @ts-expect-error a parsed body has lost its bytes
  await unwrap({ parsed: true }, headers, { auth });
}
void unwrapped;

// One robot's data, in any mode and any handler.
interface Product {
  Name: string;
  Price: string;
}
const shop = defineRobot<{ lists: { Products: Product[] }; texts: { Heading: { Title: string }[] } }>(
  'robot-id',
);
report.on('run_completed', ({ run }) => {
  expectTypeOf(run.lists['Products']).toEqualTypeOf<Row[] | undefined>();
  const mine = shop.narrow(run);
  expectTypeOf(mine?.lists.Products).toEqualTypeOf<Product[] | undefined>();
  expectTypeOf(mine?.texts.Heading).toEqualTypeOf<{ Title: string }[] | undefined>();
  expectTypeOf(mine?.status).toEqualTypeOf<Run['status']>();
  // @ts-expect-error the robot has no such list
  void mine?.lists.Prices;
});
// Where only lists are typed, texts are as in any run.
const lists = defineRobot<{ lists: { Products: Product[] } }>('robot-id');
strict.onAny(({ run }) => {
  expectTypeOf(lists.narrow(run)?.texts).toEqualTypeOf<Run['texts'] | undefined>();
});
