/**
 * The Express mock receiver. Start it in a test or locally: it says for every delivery whether it is right, and if not, why.
 *
 * @module maxun-webhooks/mock-receiver
 */
export type * as api from './api/types.ts';
export { createMask } from '../src/errors/mask-values.ts';
export type { Delivery } from './journal/delivery.ts';
export type { Where, WhereFields } from './inbox/differences.ts';
export type { IsolatedInbox } from './inbox/inboxes.ts';
export type { Inbox, WaitForCountOptions } from './inbox/inbox.ts';
export type { JournalLimits } from './journal/limits.ts';
export type { ControlAccess, MockReceiverOptions } from './server/options.ts';
export { type MockReceiver, startMockReceiver } from './start.ts';
export { parseScript } from './script/parse.ts';
export { preset, type PresetName, presets } from './script/presets.ts';
export {
  byEvent,
  byRobot,
  close,
  defaultReply,
  delay,
  hang,
  malformed,
  type Predicate,
  redirect,
  type RedirectStatus,
  reply,
  type ReplyOptions,
  reset,
  retryAfter,
  type ScriptedStep,
  type ScriptPart,
  slowBody,
  type SlowBodyOptions,
  type Step,
  when,
} from './script/step.ts';
export type { Subject } from './journal/subject.ts';
export type { WaitOptions } from './inbox/waiting.ts';
