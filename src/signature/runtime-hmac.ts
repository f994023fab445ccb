/**
 * Chooses the cryptography of this runtime. `hmac-node` loads `node:crypto` with the first secret, not before.
 *
 * @module signature/runtime-hmac
 */
import { isNodeLike } from '../clock/runtime.ts';
import type { Hmac } from './hmac.ts';
import { hmac as nodeHmac } from './hmac-node.ts';
import { hmac as webHmac } from './hmac-web.ts';

/** Cryptography by `node:crypto` where that is, and by WebCrypto elsewhere. */
export const hmac: Hmac = isNodeLike ? nodeHmac : webHmac;
