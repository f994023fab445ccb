/**
 * Claims the key of a delivery, so that its event is handled once; and finds second failures that contradict the first.
 *
 * @module receive/claims
 */
import { DeliveryError, StoreError, WebhookError } from '../errors/index.ts';
import { isThenable } from '../signature/raw-body.ts';
import { within } from './deadline.ts';
import type { Claim, DedupeStore } from './dedupe.ts';
import { eventKeyOf, ownKeyOf, relationOf, variantOf } from './event-key.ts';
import { STORE_TIMEOUT_MS } from './limits.ts';
import type { OpenedParts } from './open.ts';

/** A key that this receiver holds until the delivery is handled. */
interface HeldKey {
  readonly key: string;
  readonly token: string;
}

/** What a delivery turned out to be. */
export type ClaimResult =
  /** It was not handled before: its handlers are due. Nothing is held where the payload holds nothing to recognise it by. */
  | { readonly kind: 'new'; readonly held: HeldKey | undefined }
  /** It was handled before. */
  | { readonly kind: 'duplicate' }
  /** Another failure of a run whose failure was handled; `first` is that one's variant. */
  | { readonly kind: 'conflict'; readonly held: HeldKey; readonly first: string };

/** What {@link Claims} work with. */
export interface ClaimSettings {
  readonly store: DedupeStore;
  readonly now: () => number;
  readonly leaseMs: number;
  /** How long the store may take for each answer. Default: 10 s. */
  readonly timeoutMs?: number;
}

/** Claims the keys of deliveries, then commits or releases them. */
export class Claims {
  readonly #settings: ClaimSettings;

  constructor(settings: ClaimSettings) {
    this.#settings = settings;
  }

  /**
   * Claims the key of a delivery.
   *
   * @param parts the opened delivery
   * @returns what it is, and the key that is held
   * @throws {DeliveryError} ERR_WEBHOOK_DELIVERY_IN_PROGRESS if it is being handled right now
   * @throws {StoreError} if the store fails
   */
  async claim(parts: OpenedParts): Promise<ClaimResult> {
    const event = eventKeyOf(parts);
    if (event === undefined) return { kind: 'new', held: undefined };
    const { key, fingerprint } = event;
    const claim = await this.#ask(key, fingerprint);
    if (claim.state === 'claimed') return { kind: 'new', held: { key, token: claim.token } };
    const kind = relationOf(claim.fingerprint, fingerprint);
    if (kind === 'duplicate') return { kind };
    // It is an event of its own: it is handled once, however often it is sent.
    const own = await this.#ask(ownKeyOf(event), fingerprint);
    if (own.state === 'done') return { kind: 'duplicate' };
    return { kind, held: { key: ownKeyOf(event), token: own.token }, first: variantOf(claim.fingerprint) };
  }

  /**
   * Marks a key as handled, or gives it back. Never rejects: what the handlers did is done.
   *
   * @param how `commit` or `release`
   * @param held the key
   * @returns what the store failed with, if it did
   */
  async settle(how: 'commit' | 'release', { key, token }: HeldKey): Promise<WebhookError | undefined> {
    const { store, now } = this.#settings;
    try {
      await this.#inTime(store[how]({ key, token, now: now() }));
      return undefined;
    } catch (cause) {
      return storeErrorOf(cause);
    }
  }

  async #ask(key: string, fingerprint: string): Promise<ClaimedOrDone> {
    const { store, now, leaseMs } = this.#settings;
    try {
      const claim = store.claim(key, { now: now(), leaseMs, fingerprint });
      return claimedOrDone(await this.#inTime(claim, (late) => this.#giveBack(key, late)));
    } catch (cause) {
      throw storeErrorOf(cause);
    }
  }

  /** Only a store that takes time is waited for: a timer costs more than a claim in memory. */
  async #inTime<T>(answer: T | Promise<T>, onLate: (late: T) => unknown = () => undefined): Promise<T> {
    if (!isThenable(answer)) return answer;
    const { timeoutMs = STORE_TIMEOUT_MS } = this.#settings;
    const tooLate = (): StoreError => {
      Promise.resolve(answer)
        .then(onLate)
        .catch(() => undefined);
      const message = `The dedupe store did not answer within ${timeoutMs} ms: the sender is told to send the delivery again.`;
      return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message);
    };
    return within(answer, timeoutMs, tooLate);
  }

  /** A claim that came too late would keep its delivery from being handled until its lease ends. */
  #giveBack(key: string, claim: Claim): unknown {
    if (claim?.state !== 'claimed') return undefined;
    const { store, now } = this.#settings;
    return store.release({ key, token: claim.token, now: now() });
  }
}

/** A claim that says whether the delivery is new. */
type ClaimedOrDone = Exclude<Claim, { state: 'in-progress' }>;

function claimedOrDone(claim: Claim): ClaimedOrDone {
  // A store that somebody else wrote may return anything: to take that for a new delivery would handle each repetition.
  const state = (claim as Claim | null | undefined)?.state;
  if (state === 'claimed' || state === 'done') return claim as ClaimedOrDone;
  if (state === 'in-progress') {
    throw new DeliveryError(
      'ERR_WEBHOOK_DELIVERY_IN_PROGRESS',
      'The same delivery is being handled right now: the sender is told to send it again later.',
    );
  }
  throw new StoreError(
    'ERR_WEBHOOK_STORE_UNAVAILABLE',
    "The dedupe store's claim() returned no known state: expected { state: 'claimed', token }, " +
      "{ state: 'in-progress' } or { state: 'done', fingerprint }.",
  );
}

function storeErrorOf(cause: unknown): WebhookError {
  if (cause instanceof WebhookError) return cause;
  const message = 'The dedupe store failed: what it threw is the cause of this error.';
  return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause });
}
