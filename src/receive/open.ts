/**
 * From the bytes of a delivery to its event: authenticate, parse, validate, identify. `unwrap` and the receiver do
 * the same.
 *
 * @module receive/open
 */
import { type DateOptions, identify, type ParsedBody, parseBody } from '../event/index.ts';
import { PayloadError, SignatureError } from '../errors/index.ts';
import type { RawBody, VerifyResult } from '../signature/index.ts';
import { type MaybePromise, whenDone } from '../signature/hmac.ts';
import { contentOf, describeNotRaw, RAW_BODY_ADVICE } from '../signature/raw-body.ts';
import { createEagerVerifier, refusalOf } from '../signature/verify.ts';
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

/** A delivery whose body was read, in whichever form. */
export type UnopenedDelivery = Omit<RawDelivery, 'body'> & { readonly body: RawBody };

/** Opens deliveries, one after the other; at once where the runtime's cryptography needs no promise. */
export type Opener = (delivery: UnopenedDelivery) => MaybePromise<OpenedParts>;

/**
 * Prepares to open deliveries. The URL's token is not its work: it is judged before the body is read.
 *
 * @param options of `unwrap` or `createReceiver`
 * @returns throws or rejects with a `WebhookError` for anything that comes from outside
 * @throws {TypeError} or {RangeError} if the options cannot be used
 */
export function createOpener(options: OpenOptions): Opener {
  const { mode, maxBodyBytes, now } = settingsOf(options);
  const { secrets, toleranceSeconds = 300, timeZone, locale } = options;
  const verify = secrets && createEagerVerifier({ secrets, toleranceSeconds, now });
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
  return ({ method, url, headers, body }) => {
    const delivery = { method, url, headers, body: bytesOf(body) };
    if (delivery.body.byteLength > maxBodyBytes) throw tooLarge(maxBodyBytes);
    if (verify === undefined) return open(delivery, undefined);
    return whenDone(verify(delivery.body, headers), (verified) => open(delivery, verified));
  };
}

/** What the payload says of itself is read where it is needed alone: that takes longer than the signature. */
function identityOf(value: unknown, id: string | undefined): DeliveryIdentity {
  if (id !== undefined) return { key: id, isSigned: true, isConclusive: true };
  const { key, isConclusive } = identify(value);
  return { key, isSigned: false, isConclusive };
}

function bytesOf(body: unknown): Uint8Array {
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
