/**
 * From the bytes of a delivery to its event: authenticate, parse, validate, identify. `unwrap` and the receiver do
 * the same.
 *
 * @module receive/open
 */
import { type DateOptions, identify, type ParsedBody, parseBody } from '../event/index.ts';
import {
  PayloadError,
  SignatureError,
  type SignatureExplanation,
  type WebhookError,
} from '../errors/index.ts';
import type { HeadersLike, VerifyResult } from '../signature/index.ts';
import { explainRefusal } from '../signature/explain.ts';
import type { Budget } from '../signature/guesses.ts';
import type { SignedHeaders } from '../signature/header-fields.ts';
import { type MaybePromise, whenDone } from '../signature/hmac.ts';
import { contentOf, describeNotRaw, RAW_BODY_ADVICE } from '../signature/raw-body.ts';
import { createTwoStepVerifier, refusalOf } from '../signature/verify.ts';
import { type Shape, validate } from '../validation/index.ts';
import { memberOf } from '../validation/pointer.ts';
import { tooLarge } from './body-errors.ts';
import type { ValidationMode } from './context.ts';
import type { RawDelivery } from './delivery.ts';
import { type OpenOptions, settingsOf } from './options.ts';

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
  readonly signedAt: number | undefined;
  readonly dateOptions: DateOptions;
}

/** By what a delivery is known again. */
export interface DeliveryIdentity {
  /** `webhook-id` where the delivery is signed, else what the payload says of itself. */
  readonly key: string;
  /** Whether the key is a `webhook-id`. */
  readonly isSigned: boolean;
  /** False where the payload says nothing of itself: such deliveries cannot be told apart. */
  readonly isConclusive: boolean;
}

/** Opens deliveries, one after the other. Everything throws or rejects with a `WebhookError` for what comes from outside. */
export interface Opener {
  /**
   * Judges the signing headers, before the body is read.
   *
   * @returns what {@link Opener.open} needs of them; nothing where deliveries are not signed
   * @throws {SignatureError} if one is missing, malformed or out of the tolerance
   */
  readHeaders(headers: HeadersLike): SignedHeaders | undefined;
  /** Opens a delivery; at once where the runtime's cryptography needs no promise. */
  open(delivery: RawDelivery, signed: SignedHeaders | undefined): MaybePromise<OpenedParts>;
  /**
   * Explains a refusal, within {@link LISTENER_BUDGET}.
   *
   * @returns nothing where the error is not about a signature
   */
  explain(error: WebhookError, delivery: RefusedDelivery): Promise<SignatureExplanation | undefined>;
}

/** A delivery that was refused. */
export interface RefusedDelivery {
  readonly headers: HeadersLike;
  /** Nothing where it was refused before it was read. */
  readonly body: Uint8Array | undefined;
}

/** What the explanation for a listener may cost: anybody who can send a request causes it. */
const LISTENER_BUDGET: Budget = { ms: 5, bytes: 1_048_576 };

/**
 * Prepares to open deliveries. The URL's token is not its work: it is judged before the body is read.
 *
 * @param options of `unwrap` or `createReceiver`
 * @throws {TypeError} or {RangeError} if the options cannot be used
 */
export function createOpener(options: OpenOptions): Opener {
  const { mode, maxBodyBytes, now } = settingsOf(options);
  const { secrets, toleranceSeconds = 300, timeZone, locale } = options;
  const verifier = secrets && createTwoStepVerifier({ secrets, toleranceSeconds, now });
  const dateOptions = {
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(locale === undefined ? {} : { locale }),
  };
  const limits = { maxBodyBytes };
  const isJudged = mode !== 'off';
  const open = (delivery: RawDelivery, verified: VerifyResult | undefined): OpenedParts => {
    if (verified?.ok === false) throw refusalOf(verified);
    const parsed = parseBody(delivery.body, limits);
    const shape = judge(parsed.value, mode);
    const identity = identityOf(parsed.value, verified?.id);
    const eventType = eventTypeOf(parsed.value);
    const signedAt = verified?.timestamp;
    return { delivery, parsed, eventType, shape, isJudged, identity, signedAt, dateOptions };
  };
  return {
    readHeaders(headers) {
      const signed = verifier?.readHeaders(headers);
      if (signed?.ok === false) throw refusalOf(signed);
      return signed;
    },
    open(delivery, signed) {
      if (delivery.body.byteLength > maxBodyBytes) throw tooLarge(maxBodyBytes);
      if (verifier === undefined || signed === undefined) return open(delivery, undefined);
      return whenDone(verifier.verifyBody(delivery.body, signed), (verified) => open(delivery, verified));
    },
    async explain(error, { headers, body }) {
      if (!(error instanceof SignatureError)) return undefined;
      const { code, explanation } = error;
      if (verifier === undefined || body === undefined || explanation === undefined) return explanation;
      const refused = { headers, body, keys: verifier.keys, budget: LISTENER_BUDGET };
      return (await explainRefusal({ ok: false, code, explanation }, refused)).explanation;
    },
  };
}

/** What the payload says of itself is read where it is needed alone: that takes longer than the signature. */
function identityOf(value: unknown, id: string | undefined): DeliveryIdentity {
  if (id !== undefined) return { key: id, isSigned: true, isConclusive: true };
  const { key, isConclusive } = identify(value);
  return { key, isSigned: false, isConclusive };
}

/**
 * @param body what a caller gave
 * @returns its bytes
 * @throws {SignatureError} ERR_WEBHOOK_BODY_NOT_RAW
 */
export function bytesOf(body: unknown): Uint8Array {
  const content = contentOf(body);
  if (content === undefined) {
    const found = `The body is ${describeNotRaw(body)}. Give the bytes of the request. ${RAW_BODY_ADVICE}.`;
    throw new SignatureError('ERR_WEBHOOK_BODY_NOT_RAW', found);
  }
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
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
