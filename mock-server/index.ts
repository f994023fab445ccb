/**
 * The Express mock receiver: started in a test or on the desk, it says of every delivery whether it is right, and why not.
 *
 * @module maxun-webhooks/mock-receiver
 */
export type * as api from './api.ts';
export type { Boundary } from './boundaries.ts';
export type { Delivery } from './delivery.ts';
export type { Where, WhereFields } from './differences.ts';
export type { Inbox, WaitForCountOptions } from './inbox.ts';
export type { JournalLimits } from './journal.ts';
export type { ControlAccess, MockReceiverOptions } from './options.ts';
export { type MockReceiver, startMockReceiver } from './start.ts';
export { parseScript } from './script/parse.ts';
export { preset, type PresetName, presets } from './script/presets.ts';
export {
  byEvent,
  byRobot,
  close,
  delay,
  hang,
  malformed,
  pass,
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
export type { Subject } from './subject.ts';
export type { WaitOptions } from './waiting.ts';
