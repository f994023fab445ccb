/**
 * A connector for undici that connects only to addresses which the guard lets through.
 *
 * Node and undici call `lookup` for names alone, never for a host that is an address already, so both are
 * checked here: the literal before, the resolved ones inside of `lookup`.
 *
 * @module address-guard/guarded-connector
 */
import { isIP, type Socket } from 'node:net';
import { createSecureContext, type ConnectionOptions } from 'node:tls';
import { buildConnector } from 'undici';
import type { AddressGuard } from './address-guard.ts';

/** TLS settings of outgoing connections. Verification cannot be turned off. */
export interface TlsOptions {
  /** Certificate authorities to trust **instead of** the built-in ones, in PEM. Default: the built-in ones. */
  readonly ca?: ConnectionOptions['ca'];
  /** This side's certificate chain, in PEM, for endpoints that ask for one (mutual TLS). */
  readonly cert?: ConnectionOptions['cert'];
  /** The certificate's private key, in PEM. */
  readonly key?: ConnectionOptions['key'];
  /** The private key's passphrase. */
  readonly passphrase?: string | undefined;
}

/** What {@link createGuardedConnector} takes. */
export interface GuardedConnectorOptions {
  /** Whose checks to apply. */
  readonly guard: AddressGuard;
  /** Certificates. */
  readonly tls?: TlsOptions | undefined;
  /**
   * How long connecting may take, in milliseconds; 0 for no limit of its own, where a deadline above it destroys the
   * socket. Default: 10,000, undici's own.
   */
  readonly connectTimeoutMs?: number | undefined;
}

/** A connector that gives its socket back at once, so that a caller can destroy it while it connects. */
export type GuardedConnector = (
  options: buildConnector.Options,
  callback: buildConnector.Callback,
) => Socket | undefined;

/**
 * Creates a connector.
 *
 * @param options `guard`, `tls`, `connectTimeoutMs`
 * @throws {TypeError} if `tls` cannot be used: text that is not PEM, a key that does not fit the certificate
 * @returns what undici's `Client`, `Pool` and `Agent` take as `connect`
 * @example
 * ```ts
 * const guard = createAddressGuard({ allow: ['127.0.0.1'] });
 * const agent = new Agent({ connect: createGuardedConnector({ guard }) });
 * await request('http://127.0.0.1:8080/', { dispatcher: agent });
 * ```
 */
export function createGuardedConnector(options: GuardedConnectorOptions): GuardedConnector {
  const { guard, tls } = options;
  if (tls !== undefined) requireUsable(tls);
  const connect = buildConnector({
    ...tls,
    lookup: guard.lookup,
    timeout: options.connectTimeoutMs ?? 10_000,
    // Below 1.2 TLS is deprecated (RFC 8996). Said here, since NODE_OPTIONS=--tls-min-v1.0 would lower the default.
    minVersion: 'TLSv1.2',
    // Said here, since NODE_TLS_REJECT_UNAUTHORIZED=0 would change the default.
    rejectUnauthorized: true,
    // Node 20.19 and later default to it; `lookup` answers both families.
    autoSelectFamily: true,
  }) as GuardedConnector;
  return (target, callback) => {
    try {
      if (isIP(target.hostname) !== 0) guard.checkAddress(target.hostname);
    } catch (error) {
      callback(error as Error, null);
      return undefined;
    }
    return connect(target, callback);
  };
}

/** Found out later, it would look like a fault of every endpoint. OpenSSL's code says which part is wrong. */
function requireUsable(tls: TlsOptions): void {
  try {
    createSecureContext(tls);
  } catch (error) {
    const { code = 'invalid' } = error as { code?: string };
    throw new TypeError(
      `tls: cert, key or passphrase cannot be used (${code}): expected PEM, and a key that fits cert`,
      { cause: error },
    );
  }
}
