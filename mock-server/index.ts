/**
 * The Express mock receiver.
 *
 * @module maxun-webhooks/mock-receiver
 */
export type { Delivery, JournalLimits, Verdict } from './journal.ts';
export type * as api from './api.ts';
export { type MockReceiver, type MockReceiverOptions, startMockReceiver } from './start.ts';
