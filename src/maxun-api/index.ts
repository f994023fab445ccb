/**
 * A typed client of Maxun's REST API.
 *
 * @module maxun-webhooks/maxun-api
 */
export type { MaxunRobot, MaxunRun, MaxunRunData } from '#generated/maxun-api.js';
export { MaxunApiError, type MaxunApiErrorOptions } from '../errors/index.ts';
export { type CallOptions, type MaxunApi, maxunApi } from './client.ts';
export type { MaxunApiOptions } from './options.ts';
