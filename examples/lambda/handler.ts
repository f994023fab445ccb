import { createReceiver } from 'maxun-webhooks';
import { lambdaHandler } from 'maxun-webhooks/lambda';

const { MAXUN_WEBHOOK_SECRET = '' } = process.env;

// Lambda runs many instances: give `dedupe` a store that they share.
const receiver = createReceiver({ secrets: [MAXUN_WEBHOOK_SECRET] })
  .on('run_completed', ({ run }) => console.log({ completed: run.id, lists: Object.keys(run.lists) }))
  .on('run_failed', ({ run }) => console.log({ failed: run.id, why: run.error?.message }));

export const handler = lambdaHandler(receiver);
