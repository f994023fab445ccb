/**
 * Claims the keys of a delivery, so that its event is handled once; and sees where a second failure contradicts it.
 *
 * @module receive/claims
 */
import { identify } from '../event/index.ts';
import { DeliveryError, StoreError, WebhookError } from '../errors/index.ts';
import { type MaybePromise, whenDone } from '../signature/hmac.ts';
import type { Claim, DedupeStore } from './dedupe.ts';
import type { OpenedParts } from './open.ts';
import { isThenable } from './thenable.ts';

/** A key that is claimed. */
interface Held {
  readonly key: string;
  readonly token: string;
}

/** What a delivery turned out to be. */
export type Taken =
  /** News: its handlers are due. */
  | { readonly kind: 'new'; readonly held: readonly Held[] }
  /** It was handled before. Something may still have to be committed. */
  | { readonly kind: 'duplicate'; readonly held: readonly Held[] }
  /** Another failure of a run whose failure was handled; `first` is that one's variant. */
  | { readonly kind: 'conflict'; readonly held: readonly Held[]; readonly first: string };

/** How {@link Claims} work. */
export interface ClaimSettings {
  readonly store: DedupeStore;
  readonly now: () => number;
  readonly leaseMs: number;
}

/** Claims the keys of deliveries, and settles what was claimed. */
export class Claims {
  readonly #settings: ClaimSettings;

  constructor(settings: ClaimSettings) {
    this.#settings = settings;
  }

  /**
   * Claims what a delivery needs.
   *
   * @param parts the opened delivery
   * @returns what it is, and the keys that are held; none where the payload says nothing to know it by
   * @throws {DeliveryError} ERR_WEBHOOK_DELIVERY_IN_PROGRESS if it is being handled right now
   * @throws {StoreError} if the store fails
   */
  take(parts: OpenedParts): MaybePromise<Taken> {
    const { identity, eventType } = parts;
    if (!identity.isConclusive) return { kind: 'new', held: [] };
    return eventType === 'run_failed' ? this.#takeRunFailed(parts) : this.#takeOne(identity.key);
  }

  /**
   * Marks keys as handled, or gives them back. Never fails: what the handlers did is done.
   *
   * @param how `commit` or `release`
   * @param held the keys
   * @returns what the store failed with, if it did
   */
  settle(how: 'commit' | 'release', held: readonly Held[]): MaybePromise<WebhookError | undefined> {
    let failure: MaybePromise<WebhookError | undefined>;
    for (const one of held) {
      failure = whenDone(failure, (earlier) => whenDone(this.#settleOne(how, one), (own) => own ?? earlier));
    }
    return failure;
  }

  #settleOne(how: 'commit' | 'release', { key, token }: Held): MaybePromise<WebhookError | undefined> {
    const { store, now } = this.#settings;
    try {
      const done = store[how]({ key, token, now: now() });
      return done === undefined ? undefined : Promise.resolve(done).then(() => undefined, storeErrorOf);
    } catch (cause) {
      return storeErrorOf(cause);
    }
  }

  async #takeRunFailed({ identity, parsed }: OpenedParts): Promise<Taken> {
    const { subject, variant, isConclusive } = identify(parsed.value);
    if (!identity.isSigned) return this.#takeFailure(subject, variant);
    // A relay gives each of the two failures of a run an id of its own, so the run has to be claimed as well.
    const taken = await this.#takeOne(identity.key);
    if (taken.kind !== 'new' || !isConclusive) return taken;
    try {
      const run = await this.#takeFailure(subject, variant);
      return { ...run, held: [...taken.held, ...run.held] };
    } catch (error) {
      await this.settle('release', taken.held);
      throw error;
    }
  }

  async #takeFailure(subject: string, variant: string): Promise<Taken> {
    const claim = await this.#claim(subject, variant);
    if (claim.state === 'claimed') return { kind: 'new', held: [{ key: subject, token: claim.token }] };
    if (claim.fingerprint === variant || claim.fingerprint === '') return { kind: 'duplicate', held: [] };
    // The contradiction is an event of its own: it is reported once, however often it is sent.
    const taken = await this.#takeOne(`${subject} ${variant}`);
    return taken.kind === 'new' ? { ...taken, kind: 'conflict', first: claim.fingerprint } : taken;
  }

  #takeOne(key: string): MaybePromise<Taken> {
    return whenDone(this.#claim(key, ''), (claim) =>
      claim.state === 'done'
        ? { kind: 'duplicate', held: [] }
        : { kind: 'new', held: [{ key, token: claim.token }] },
    );
  }

  #claim(key: string, fingerprint: string): MaybePromise<Settled> {
    const { store, now, leaseMs } = this.#settings;
    let claim: Claim | Promise<Claim>;
    try {
      claim = store.claim(key, { now: now(), leaseMs, fingerprint });
    } catch (cause) {
      throw storeErrorOf(cause);
    }
    if (!isThenable(claim)) return notInProgress(claim);
    return Promise.resolve(claim).then(notInProgress, (cause: unknown) => {
      throw storeErrorOf(cause);
    });
  }
}

/** A claim that says whether the delivery is news. */
type Settled = Exclude<Claim, { state: 'in-progress' }>;

function notInProgress(claim: Claim): Settled {
  // A store of somebody's own may give anything: to take that for news would handle each repetition.
  const state = (claim as Claim | null | undefined)?.state;
  if (state === 'claimed' || state === 'done') return claim as Settled;
  if (state === 'in-progress') {
    throw new DeliveryError(
      'ERR_WEBHOOK_DELIVERY_IN_PROGRESS',
      'The same delivery is being handled: the sender is asked to come again later.',
    );
  }
  throw new StoreError(
    'ERR_WEBHOOK_STORE_UNAVAILABLE',
    "The dedupe store's claim gave no state: expected { state: 'claimed', token }, { state: 'in-progress' } or " +
      "{ state: 'done', fingerprint }.",
  );
}

function storeErrorOf(cause: unknown): WebhookError {
  if (cause instanceof WebhookError) return cause;
  const message = 'The dedupe store failed: what it threw is the cause of this error.';
  return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause });
}
