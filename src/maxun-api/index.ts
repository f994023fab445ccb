/**
 * A typed client of Maxun's REST API. Its errors are `MaxunApiError` of the main entry point.
 *
 * @module maxun-webhooks/maxun-api
 */
export type { MaxunRobot, MaxunRun, MaxunRunData } from '#generated/maxun-api.js';
export { type CallOptions, type MaxunApi, maxunApi } from './client.ts';
export type { MaxunApiOptions } from './options.ts';
