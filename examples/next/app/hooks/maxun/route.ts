// Receives the webhooks of Maxun. Generated once by `maxun-webhooks generate handlers`: from here on it is your file.
// Guide: docs/guides/typed-handlers.md in the package maxun-webhooks.
import { createReceiver } from 'maxun-webhooks';
import { webHandler } from 'maxun-webhooks/web';

const { MAXUN_WEBHOOK_SECRET = '' } = process.env;

const receiver = createReceiver({ secrets: [MAXUN_WEBHOOK_SECRET] })
  .on('run_completed', ({ run, id }) => {
    // `run` has one form for every payload that Maxun sends; `event` beside it is the payload as it came.
    // `id` is the same in every attempt: an idempotency key. If this throws, the sender is asked to send again.
    console.log('Run completed:', { id, run: run.id, robot: run.robot.name, lists: Object.keys(run.lists) });
  })
  .on('run_failed', ({ run, id }) => {
    console.log('Run failed:', { id, run: run.id, robot: run.robot.name, reason: run.error?.message });
  })
  .on('webhook_test', () => {
    console.log("The Test button of Maxun's page was pressed.");
  })
  .onOther(({ eventType, shape }) => {
    // An event of any other type, or a payload that this package does not know.
    console.log('Another event:', { eventType, shape });
  })
  .onError((error, { status }) => {
    // Everything that was refused or that failed; `error.cause` is what a handler threw.
    console.error(`A delivery was answered ${status}:`, error.code, error.message, error.cause ?? '');
  });

// GET too: a redirect turns Maxun's POST into a GET, and the receiver's answer explains that.
export const POST = webHandler(receiver);
export const GET = POST;
