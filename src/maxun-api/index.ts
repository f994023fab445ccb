/**
 * A typed client of Maxun's REST API. Its errors are `MaxunApiError` of the main entry point.
 *
 * @module maxun-webhooks/maxun-api
 */
export type {
  MaxunOutput,
  MaxunRobot,
  MaxunRun,
  MaxunRunData,
  MaxunStoredRobot,
  MaxunStoredRun,
} from '#generated/maxun-api.js';
export { type CatchUp, catchUp, catchUpOnce } from './catch-up.ts';
export { type CatchUpCursor, type CatchUpState, fileCursor } from './catch-up-cursor.ts';
export type { CatchUpOptions, CatchUpReport, EventAcceptor } from './catch-up-options.ts';
export { type CallOptions, type CompleteOptions, type MaxunApi, maxunApi } from './client.ts';
export type { MaxunApiOptions } from './options.ts';
