/**
 * From the bytes of a delivery to its event: authenticate, parse, validate, identify. `unwrap` and the receiver do
 * the same.
 *
 * @module receive/open
 */
import { type DateOptions, identify, type Identity, type ParsedBody, parseBody } from '../event/index.ts';
import {
  PayloadError,
  SignatureError,
  type SignatureExplanation,
  type WebhookError,
} from '../errors/index.ts';
import { once } from '../errors/once.ts';
import type { HeadersLike } from '../signature/index.ts';
import type { SignedHeaders } from '../signature/header-fields.ts';
import { bytesOfBody, findBodyProblem } from '../signature/raw-body.ts';
import { createTwoStepVerifier, refusalOf } from '../signature/verify.ts';
import { type Shape, validate } from '../validation/index.ts';
import { memberOf } from '../validation/pointer.ts';
import { tooLarge } from './body-errors.ts';
import { RUN_ABORTED, type ValidationMode } from './context.ts';
import type { DeliverySource, RawDelivery } from './delivery.ts';
import { EXPLAIN_BYTES } from './limits.ts';
import type { OpenSettings } from './options.ts';

/** A delivery that is authentic and can be read. */
export interface OpenedParts {
  readonly delivery: RawDelivery;
  readonly parsed: ParsedBody;
  /** `''` where there is none. */
  readonly eventType: string;
  readonly shape: Shape;
  /** Whether the shape was looked for; where it was not, it is `unknown`. */
  readonly isJudged: boolean;
  readonly identity: DeliveryIdentity;
  /** What the payload says of itself. Found out when it is first asked for: it takes longer than verifying. */
  readonly identifyPayload: () => Identity;
  readonly signedAt: number | undefined;
  readonly source: DeliverySource;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  readonly dateOptions: DateOptions;
}

/** What is known of a delivery besides its bytes, once it is trusted. */
interface TrustedFacts extends Pick<OpenedParts, 'source' | 'receivedAt' | 'signedAt'> {
  /** `webhook-id` where the delivery is signed. */
  readonly id: string | undefined;
}

/** What a delivery is recognised by when it is sent again. */
interface DeliveryIdentity {
  /** `webhook-id` where the delivery is signed, else what identifies the payload. */
  readonly key: string;
  /** Whether the key is a `webhook-id`. */
  readonly isSigned: boolean;
  /** False where nothing identifies the payload: such deliveries cannot be told apart. */
  readonly isConclusive: boolean;
}

/** Opens deliveries, one after the other. It throws a `WebhookError` for whatever is wrong with a delivery. */
export interface Opener {
  /**
   * Judges the signing headers, before the body is read.
   *
   * @returns what {@link Opener.open} needs of them; nothing where deliveries are not signed
   * @throws {SignatureError} if one is missing, malformed or out of the tolerance
   */
  readHeaders(headers: HeadersLike): SignedHeaders | undefined;
  /** Verifies a delivery and opens it. */
  open(delivery: RawDelivery, signed: SignedHeaders | undefined): Promise<OpenedParts>;
  /** Opens a delivery that is trusted already. */
  openTrusted(delivery: RawDelivery, facts: TrustedFacts): OpenedParts;
  /**
   * Explains a refusal, within {@link EXPLAIN_BYTES}.
   *
   * @returns nothing where the error is not about a signature
   */
  explain(error: WebhookError, delivery: RefusedDelivery): Promise<SignatureExplanation | undefined>;
}

/** A delivery that was refused. */
interface RefusedDelivery {
  readonly headers: HeadersLike;
  /** Nothing where it was refused before it was read. */
  readonly body: Uint8Array | undefined;
}

/**
 * Prepares to open deliveries. The URL's token is judged elsewhere: before the body is read.
 *
 * @param settings of `unwrap` or `createReceiver`
 * @throws {TypeError} if a secret cannot be read
 * @throws {RangeError} if `toleranceSeconds` is not a number above 0
 */
export function createOpener(settings: OpenSettings): Opener {
  const { maxBodyBytes, now, secrets, toleranceSeconds } = settings;
  const openTrusted = (delivery: RawDelivery, facts: TrustedFacts): OpenedParts =>
    partsOf(delivery, facts, settings);
  const verifier =
    secrets === undefined ? undefined : createTwoStepVerifier({ secrets, toleranceSeconds, now });
  return {
    readHeaders(headers) {
      const signed = verifier?.readHeaders(headers);
      if (signed?.ok === false) throw refusalOf(signed);
      return signed;
    },
    async open(delivery, signed) {
      if (delivery.body.byteLength > maxBodyBytes) throw tooLarge(maxBodyBytes);
      const verified = signed && (await verifier?.verifyBody(delivery.body, signed));
      if (verified?.ok === false) throw refusalOf(verified);
      const { id, timestamp: signedAt } = verified ?? {};
      return openTrusted(delivery, { id, signedAt, source: 'webhook', receivedAt: now() });
    },
    openTrusted,
    async explain(error, { headers, body }) {
      if (!(error instanceof SignatureError)) return undefined;
      const { code, explanation } = error;
      if (verifier === undefined || body === undefined || explanation === undefined) return explanation;
      const { explainRefusal } = await import('../signature/explain.ts');
      const refused = { headers, body, keys: verifier.keys, budget: EXPLAIN_BYTES };
      return (await explainRefusal({ ok: false, code, explanation }, refused)).explanation;
    },
  };
}

/** Written member by member: in V8 of Node 20, what a spread makes lives until the next full collection of garbage. */
function partsOf(delivery: RawDelivery, facts: TrustedFacts, settings: OpenSettings): OpenedParts {
  const { mode, maxBodyBytes, dateOptions } = settings;
  const parsed = parseBody(delivery.body, { maxBodyBytes });
  const eventType = eventTypeOf(parsed.value);
  const identifyPayload = once(() => identify(parsed.value));
  // `maxun-webhooks catch-up` and a relay deliver what they fetched.
  const source = memberOf(parsed.value, 'webhook_id') === 'catch-up' ? 'catch-up' : facts.source;
  const isAborted = source === 'catch-up' && eventType === RUN_ABORTED;
  return {
    receivedAt: facts.receivedAt,
    signedAt: facts.signedAt,
    source,
    delivery,
    parsed,
    eventType,
    shape: isAborted ? 'unknown' : judge(parsed.value, mode),
    isJudged: mode !== 'off',
    identity: identityOf(identifyPayload, facts.id),
    identifyPayload,
    dateOptions,
  };
}

function identityOf(identifyPayload: () => Identity, id: string | undefined): DeliveryIdentity {
  if (id !== undefined) return { key: id, isSigned: true, isConclusive: true };
  const { key, isConclusive } = identifyPayload();
  return { key, isSigned: false, isConclusive };
}

/**
 * @param body what a caller gave
 * @returns its bytes
 * @throws {SignatureError} ERR_WEBHOOK_BODY_NOT_RAW or ERR_WEBHOOK_BODY_NOT_AWAITED
 */
export function bytesOf(body: unknown): Uint8Array {
  const bytes = bytesOfBody(body);
  if (bytes !== undefined) return bytes;
  const { code, message } = findBodyProblem(body);
  throw new SignatureError(code, message);
}

function judge(value: unknown, mode: ValidationMode): Shape {
  if (mode === 'off') return 'unknown';
  const result = validate(value, { contract: mode === 'strict' ? 'documented' : 'any' });
  if (result.ok) return result.shape;
  if (mode === 'report') return 'unknown';
  const { issues } = result;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  throw new PayloadError('ERR_WEBHOOK_PAYLOAD_INVALID', `${issues[0].message}${more}`, { issues });
}

function eventTypeOf(value: unknown): string {
  const type = memberOf(value, 'event_type');
  return typeof type === 'string' ? type : '';
}
