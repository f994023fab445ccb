/**
 * `maxun-webhooks/relay`: takes a stock Maxun's webhooks, keeps them, and sends them on, signed and with retries.
 *
 * @module relay
 */
export type { RelayEndpoint, RelayFilter, RelayOptions } from './options.ts';
export { type Relay, startRelay } from './start-relay.ts';
export type { RelayStats } from './store.ts';
