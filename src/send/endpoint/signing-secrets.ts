/**
 * What an endpoint's deliveries are signed with at a time.
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
 * One signer per set of live secrets. Secrets only expire, so the sets lie within one another, and their size tells them
 * apart.
 *
 * @param endpoint as the caller gave it, not `unsigned`
 * @returns gives what signs at a time in milliseconds since the epoch; `undefined` once every secret has expired
 * @throws {TypeError} if there is no secret, one cannot sign, or `expiresAt` is not a time
 */
export function createSigners(endpoint: Endpoint): (now: number) => Signer | undefined {
  const secrets = secretsOf(endpoint);
  // Made now, all of them, so that a secret that cannot sign is an error of the call that brought it.
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
  // `null` is what a database says where there is none.
  if ((secret ?? undefined) === undefined && (secrets ?? undefined) === undefined) {
    throw new TypeError(
      'an endpoint needs a secret, found none: is its variable set? "maxun-webhooks secret" makes one; ' +
        'to send as stock Maxun does, say unsigned: true',
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

/** `null` and seconds would mean that the secret expired long ago, and nothing would be signed with it. */
function expiryOf(given: ExpiringSecret | null): number {
  const expiresAt: unknown = given?.expiresAt;
  if (expiresAt instanceof Date && !Number.isNaN(expiresAt.getTime())) return expiresAt.getTime();
  if (typeof expiresAt === 'number' && expiresAt >= FIRST_MS) return expiresAt;
  const found = expiresAt === null || typeof expiresAt === 'number' ? expiresAt : typeof expiresAt;
  throw new TypeError(
    `expiresAt must be milliseconds since the epoch, or a Date, found ${found}: a secret that does not expire is given as a string`,
  );
}
