/**
 * Chooses the secrets that sign an endpoint's deliveries at a time.
 *
 * @module send/endpoint/signing-secrets
 */
import { createSigner, type Signer } from '../../signature/index.ts';
import type { Endpoint, ExpiringSecret } from './endpoint.ts';

interface LiveSecret {
  readonly secret: string;
  readonly until: number;
}

/**
 * One signer per set of live secrets. Secrets only expire, so each set contains the later ones, and the size identifies
 * the set.
 *
 * @param endpoint as the caller gave it, not `unsigned`
 * @returns a function that returns the signer at a time; `undefined` once every secret has expired
 * @throws {TypeError} if no secret is given, one cannot sign, or `expiresAt` is not a time
 */
export function createSigners(endpoint: Endpoint): (now: number) => Signer | undefined {
  const secrets = secretsOf(endpoint);
  // All signers are made now, so that the call that gives an unusable secret fails.
  const all = createSigner({ secrets: secrets.map(({ secret }) => secret) });
  const signers = new Map<number, Signer>([[secrets.length, all]]);
  return (now) => {
    if (secrets.every(({ until }) => until > now)) return all;
    const live = secrets.filter(({ until }) => until > now).map(({ secret }) => secret);
    if (live.length > 0 && !signers.has(live.length))
      signers.set(live.length, createSigner({ secrets: live }));
    return signers.get(live.length);
  };
}

function secretsOf({ secret, secrets }: Endpoint): LiveSecret[] {
  // A database returns `null` for a missing value.
  if ((secret ?? undefined) === undefined && (secrets ?? undefined) === undefined) {
    throw new TypeError(
      'an endpoint needs a secret, found none: is its variable set? "maxun-webhooks secret" makes one; ' +
        'to send as stock Maxun does, set unsigned: true',
    );
  }
  if (secret !== undefined && secrets !== undefined) throw new TypeError('give secret or secrets, not both');
  return (secrets ?? [secret]).map((given) =>
    typeof given === 'object'
      ? { secret: given?.secret, until: expiryOf(given) }
      : { secret: given ?? '', until: Number.POSITIVE_INFINITY },
  );
}

/** 1973 in milliseconds, and the year 5138 in seconds: a number below it is in seconds. */
const FIRST_MS = 100_000_000_000;

/** `null` or seconds would mean that the secret expired long ago and does not sign. */
function expiryOf(given: ExpiringSecret | null): number {
  const expiresAt: unknown = given?.expiresAt;
  if (expiresAt instanceof Date && !Number.isNaN(expiresAt.getTime())) return expiresAt.getTime();
  if (typeof expiresAt === 'number' && expiresAt >= FIRST_MS) return expiresAt;
  const found = expiresAt === null || typeof expiresAt === 'number' ? expiresAt : typeof expiresAt;
  throw new TypeError(
    `expiresAt must be milliseconds since the epoch, or a Date, found ${found}; give a secret without an expiry as a string`,
  );
}
