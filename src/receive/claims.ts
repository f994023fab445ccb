/**
 * Claims the keys of a delivery, so that its event is handled once; and sees where a second failure contradicts it.
 *
 * @module receive/claims
 */
import { identify } from '../event/index.ts';
import { DeliveryError, StoreError, WebhookError } from '../errors/index.ts';
import type { Claim, DedupeStore } from './dedupe.ts';
import type { OpenedParts } from './open.ts';

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
  async take({ identity, parsed, eventType }: OpenedParts): Promise<Taken> {
    if (!identity.isConclusive) return { kind: 'new', held: [] };
    if (eventType !== 'run_failed') return this.#takeOne(identity.key, '');
    const { subject, variant, isConclusive } = identify(parsed.value);
    if (!identity.isSigned) return this.#takeFailure(subject, variant);
    // A relay gives each of the two failures of a run an id of its own, so the run has to be claimed as well.
    const taken = await this.#takeOne(identity.key, '');
    if (taken.kind !== 'new' || !isConclusive) return taken;
    try {
      const run = await this.#takeFailure(subject, variant);
      return { ...run, held: [...taken.held, ...run.held] };
    } catch (error) {
      await this.settle('release', taken.held);
      throw error;
    }
  }

  /**
   * Marks keys as handled, or gives them back. Never rejects: what the handlers did is done.
   *
   * @param how `commit` or `release`
   * @param held the keys
   * @returns what the store failed with, if it did
   */
  async settle(how: 'commit' | 'release', held: readonly Held[]): Promise<WebhookError | undefined> {
    const { store, now } = this.#settings;
    let failure: WebhookError | undefined;
    for (const { key, token } of held) {
      try {
        const done = store[how]({ key, token, now: now() });
        if (done !== undefined) await done;
      } catch (cause) {
        failure = storeErrorOf(cause);
      }
    }
    return failure;
  }

  async #takeFailure(subject: string, variant: string): Promise<Taken> {
    const claim = await this.#claim(subject, variant);
    if (claim.state === 'claimed') return { kind: 'new', held: [{ key: subject, token: claim.token }] };
    if (claim.fingerprint === variant || claim.fingerprint === '') return { kind: 'duplicate', held: [] };
    // The contradiction is an event of its own: it is reported once, however often it is sent.
    const taken = await this.#takeOne(`${subject} ${variant}`, '');
    return taken.kind === 'new' ? { ...taken, kind: 'conflict', first: claim.fingerprint } : taken;
  }

  async #takeOne(key: string, fingerprint: string): Promise<Taken> {
    const claim = await this.#claim(key, fingerprint);
    return claim.state === 'done'
      ? { kind: 'duplicate', held: [] }
      : { kind: 'new', held: [{ key, token: claim.token }] };
  }

  async #claim(key: string, fingerprint: string): Promise<Exclude<Claim, { state: 'in-progress' }>> {
    const { store, now, leaseMs } = this.#settings;
    let claim: Claim;
    try {
      const claimed = store.claim(key, { now: now(), leaseMs, fingerprint });
      claim = 'state' in claimed ? claimed : await claimed;
    } catch (cause) {
      throw storeErrorOf(cause);
    }
    if (claim.state !== 'in-progress') return claim;
    throw new DeliveryError(
      'ERR_WEBHOOK_DELIVERY_IN_PROGRESS',
      'The same delivery is being handled: the sender is asked to come again later.',
    );
  }
}

function storeErrorOf(cause: unknown): WebhookError {
  if (cause instanceof WebhookError) return cause;
  const message = 'The dedupe store failed: what it threw is the cause of this error.';
  return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause });
}
