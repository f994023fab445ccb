import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { createReceiver } from 'maxun-webhooks';
import { koaMiddleware } from 'maxun-webhooks/koa';

const { MAXUN_WEBHOOK_SECRET = '', PORT = '3000' } = process.env;

const receiver = createReceiver({ secrets: [MAXUN_WEBHOOK_SECRET] })
  .on('run_completed', ({ run }) => console.log({ completed: run.id, lists: Object.keys(run.lists) }))
  .on('run_failed', ({ run }) => console.log({ failed: run.id, why: run.error?.message }));
const receive = koaMiddleware(receiver);

const app = new Koa();
// With a router: router.all('/hooks/maxun', koaMiddleware(receiver)), before any body parser.
app.use(async (context, next) => {
  await (context.path === '/hooks/maxun' ? receive(context) : next());
});

const server = app.listen(Number(PORT), () => {
  console.log(`Listening on port ${(server.address() as AddressInfo).port}`);
});
