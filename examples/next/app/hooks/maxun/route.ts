import { createReceiver } from 'maxun-webhooks';
import { webHandler } from 'maxun-webhooks/web';

const { MAXUN_WEBHOOK_SECRET = '' } = process.env;

const receiver = createReceiver({ secrets: [MAXUN_WEBHOOK_SECRET] })
  .on('run_completed', ({ run }) => console.log({ completed: run.id, lists: Object.keys(run.lists) }))
  .on('run_failed', ({ run }) => console.log({ failed: run.id, why: run.error?.message }));

export const POST = webHandler(receiver);
