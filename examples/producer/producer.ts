import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sqliteQueue } from 'maxun-webhooks/queue/sqlite';
import { createSender, delaySchedule, type Endpoint } from 'maxun-webhooks/sender';

const { HOOK_URL = 'http://localhost:3000/hooks/maxun', MAXUN_WEBHOOK_SECRET = '' } = process.env;

const endpoint: Endpoint = {
  url: HOOK_URL,
  webhookId: 'example', // waiting deliveries refer to this id: the URL and the secret may change at a restart
  secret: MAXUN_WEBHOOK_SECRET,
  schedule: delaySchedule(Array(60).fill(1_000)), // soon, to watch it; without this line it goes on for days
};
const sender = createSender({
  queue: await sqliteQueue('webhooks.db'),
  endpoints: [endpoint],
  allow: ['localhost'],
});
sender.on('delivered', ({ id, attempts }) => console.log(`delivered ${id} at attempt ${attempts}`));
sender.on('dead', ({ id, reason }) => console.log(`gave up ${id}: ${reason}`));
console.log(`waiting from before: ${(await sender.stats()).waiting}`);

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());

while (!stop.signal.aborted) {
  const run = await runRobot();
  const { id } = await sender.send(endpoint, { event_type: 'run_completed', data: run });
  // The event is on the disk from here on: kill -9 this process, or stop the receiver, and start it again.
  console.log(`accepted ${id} of run ${run.run_id}`);
}
await sender.close();

/** Stands for what your program does. */
async function runRobot() {
  const startedAt = new Date();
  await wait(1_000);
  return {
    robot_id: 'd453def3-800a-4b6c-ba31-854cf8dd8d26',
    run_id: randomUUID(),
    robot_name: 'Example Robot',
    status: 'success' as const,
    started_at: startedAt.toISOString(),
    finished_at: new Date().toISOString(),
    metadata: {},
  };
}
