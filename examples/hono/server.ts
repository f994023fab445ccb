import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createReceiver } from 'maxun-webhooks';
import { webHandler } from 'maxun-webhooks/web';

const { MAXUN_WEBHOOK_SECRET = '', PORT = '3000' } = process.env;

const receiver = createReceiver({ secrets: [MAXUN_WEBHOOK_SECRET] })
  .on('run_completed', ({ run }) => console.log({ completed: run.id, lists: Object.keys(run.lists) }))
  .on('run_failed', ({ run }) => console.log({ failed: run.id, why: run.error?.message }));
const handle = webHandler(receiver);

const app = new Hono();
app.all('/hooks/maxun', (context) => handle(context.req.raw));

serve({ fetch: app.fetch, port: Number(PORT) }, ({ port }) => console.log(`Listening on port ${port}`));
