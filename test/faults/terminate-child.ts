/**
 * A sender that closes when it is asked to end, as a service does. Says `R` once all is accepted.
 *
 * @module test/faults/terminate-child
 */
import { documentedExamples } from '#generated/examples.js';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';
import { createSender } from '../../src/send/index.ts';

const [store = '', url = '', secret = ''] = process.argv.slice(2);
const sender = createSender({ queue: await sqliteQueue(store), allow: ['127.0.0.1'] });
process.on('SIGTERM', () => void sender.close({ drainMs: 1_000 }));
const { event_type, data } = documentedExamples.run_completed.payload;
const endpoint = (n: number) => ({ url, secret, webhookId: `w${n % 10}`, concurrency: 1 });
await sender.sendAll(
  Array.from({ length: 30 }, (_, n) => ({ endpoint: endpoint(n), event: { event_type, data } })),
);
process.stdout.write('R\n');
