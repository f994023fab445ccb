/**
 * Checks of one delivery.
 *
 * @module mock-server/assertions/delivery-checks
 */
import { createPublicKey, verify as verifyBytes } from 'node:crypto';
import type { SignatureExplanation } from '../../src/errors/index.ts';
import type { VerifyResult } from '../../src/signature/index.ts';
import { toKeys } from '../../src/signature/keys.ts';
import { bytesOf, type Secret } from '../../src/signature/secret.ts';
import { refuseMismatch } from '../../src/signature/refusal.ts';
import { createTwoStepVerifier } from '../../src/signature/verify.ts';
import { type ContractName, validate } from '../../src/validation/index.ts';
import type { Delivery } from '../journal/delivery.ts';
import type { Outcome } from './outcome.ts';

/** Findings that a message lists. */
const MAX_LISTED = 10;

/**
 * Whether a delivery, or a payload, meets a contract.
 *
 * @param received a delivery, or a parsed payload
 * @param contract `documented` by default
 */
export function checkContract(received: unknown, contract: ContractName = 'documented'): Outcome {
  const payload = isDelivery(received) ? received.payload : received;
  if (payload === undefined && isDelivery(received)) {
    return {
      pass: false,
      message: `${nameOf(received)} is not JSON. ${received.verdict.refusal ?? ''}`.trim(),
    };
  }
  const result = validate(payload, { contract });
  const name = nameOf(received);
  const which = CONTRACTS[contract];
  if (result.ok) return { pass: true, message: `${name} meets ${which} (${result.shape}), and should not.` };
  const lines = result.issues.slice(0, MAX_LISTED).map(({ message }) => `  ${message}`);
  const rest = result.issues.length > MAX_LISTED ? [`  and ${result.issues.length - MAX_LISTED} more`] : [];
  const message = [`${name} does not meet ${which}:`, ...lines, ...rest, ...otherContract(payload, contract)];
  return { pass: false, message: message.join('\n') };
}

/** What Maxun servers really send hardly ever meets the documented contract. */
function otherContract(payload: unknown, contract: ContractName): string[] {
  const observed = contract === 'documented' ? validate(payload, { contract: 'observed' }) : undefined;
  if (observed?.ok !== true) return [];
  return [`It is ${observed.shape}, as Maxun servers send it: the contract 'observed' takes it.`];
}

const CONTRACTS: Readonly<Record<ContractName, string>> = {
  documented: 'the documented contract',
  observed: 'any observed shape',
  any: 'the documented contract or any observed shape',
};

/**
 * Whether a delivery was signed with a secret, at the time when it arrived.
 *
 * @param received a delivery
 * @param secret one secret, or several: one match is enough
 * @throws {TypeError} if what was received is not a delivery, or a secret cannot be read
 */
export function checkSignedBy(received: unknown, secret: string | readonly string[]): Outcome {
  const delivery = deliveryOf(received, 'toBeSignedBy');
  const secrets = typeof secret === 'string' ? [secret] : secret;
  const result = verifyNow(delivery, secrets);
  if (result.ok)
    return { pass: true, message: `${nameOf(delivery)} is signed with that secret, and should not be.` };
  return { pass: false, message: describeRefusal(delivery, result) };
}

/** Synchronous, since a check without its `await` would pass. Node's own cryptography is synchronous. */
function verifyNow({ rawHeaders, body, receivedAt }: Delivery, secrets: readonly string[]): VerifyResult {
  const verifier = createTwoStepVerifier({ secrets, now: () => Date.parse(receivedAt) });
  const signed = verifier.readHeaders(rawHeaders);
  if (!signed.ok) return signed;
  const { id, time, timestamp, signatures } = signed;
  const keys = toKeys(secrets);
  const prefix = `${id}.${time}.`;
  const matches = keys.map((key) =>
    key.version === 'v1a'
      ? isPaired(key.secret, prefix, { body, signatures })
      : key.matches(prefix, [body], signatures),
  );
  return matches.includes(true) ? { ok: true, id, timestamp } : refuseMismatch(signed, keys, body.byteLength);
}

/** Verifies Ed25519 synchronously; the receiver's own check returns a promise. */
function isPaired(
  secret: Secret,
  prefix: string,
  { body, signatures }: { body: Uint8Array; signatures: readonly string[] },
): boolean {
  const bytes = bytesOf(secret);
  const x = Buffer.from(secret.role === 'public' ? bytes : bytes.slice(32)).toString('base64url');
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
  const content = Buffer.concat([Buffer.from(prefix), body]);
  const paired = signatures.filter((text) => text.startsWith('v1a,'));
  return paired.some((text) => verifyBytes(null, content, key, Buffer.from(text.slice(4), 'base64')));
}

function describeRefusal(
  delivery: Delivery,
  { code, explanation }: { readonly code: string; readonly explanation: SignatureExplanation },
): string {
  // The sender's likely mistake was found at arrival, if the receiver has the secret too.
  const guesses = delivery.verdict.signature.explanation?.guesses ?? [];
  const matched = guesses.filter((guess) => guess.matched).map(({ advice }) => `  ${advice}`);
  const signed = explanation.signedContent === '' ? [] : [`  signed content: ${explanation.signedContent}`];
  const head = `${nameOf(delivery)} is not signed with that secret (${code}): ${explanation.message}`;
  return [head, ...signed, ...matched].join('\n');
}

/**
 * Whether a delivery was sent again.
 *
 * @param received a delivery
 * @param times how often it must have been sent again; any number where `undefined`
 * @throws {TypeError} if what was received is not a delivery
 */
export function checkRetried(received: unknown, times?: number): Outcome {
  const delivery = deliveryOf(received, 'toHaveBeenRetried');
  const { attempts } = delivery;
  const retries = attempts.length - 1;
  const pass = times === undefined ? retries > 0 : retries === times;
  const expected = times === undefined ? '' : ` ${times} time(s)`;
  const lines = attempts.map(({ summary: { id, attempt, receivedAt, status, responseKind } }) => {
    return `  #${id} attempt ${attempt} at ${receivedAt}, answered ${status ?? responseKind}`;
  });
  const head = `${nameOf(delivery)} was to${pass ? ' not' : ''} be retried${expected}, and was retried ${retries} time(s):`;
  return { pass, message: [head, ...lines].join('\n') };
}

/**
 * Checks that a value is a delivery.
 *
 * @param received what a check got
 * @param check its name, for the message
 * @throws {TypeError} if it is not a delivery
 */
function deliveryOf(received: unknown, check: string): Delivery {
  if (isDelivery(received)) return received;
  throw new TypeError(`${check} takes a delivery of a mock receiver, such as mock.deliveries[0].`);
}

function isDelivery(received: unknown): received is Delivery {
  return (
    typeof received === 'object' && received !== null && 'verdict' in received && 'rawHeaders' in received
  );
}

function nameOf(received: unknown): string {
  if (!isDelivery(received)) return 'The payload';
  return `Delivery #${received.id} (${received.eventType ?? received.method})`;
}
