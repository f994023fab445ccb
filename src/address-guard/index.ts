/**
 * `maxun-webhooks/address-guard`: refuses calls to private and special-purpose addresses, at the moment of connecting.
 *
 * @module address-guard
 */
export { createBlockMatcher } from './address.ts';
export { createAddressGuard, type AddressGuard, type AddressGuardOptions } from './address-guard.ts';
export {
  createGuardedConnector,
  type GuardedConnector,
  type GuardedConnectorOptions,
  type TlsOptions,
} from './guarded-connector.ts';
export { type Resolve } from './guarded-lookup.ts';
export {
  classifyAddress,
  LOOPBACK_BLOCKS,
  SPECIAL_PURPOSE_BLOCKS,
  type SpecialPurposeBlock,
} from './special-purpose.ts';
