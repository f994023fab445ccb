/**
 * The interface of a dedupe store: an atomic claim, then commit or release.
 *
 * @module receive/dedupe
 */

/** What a store says of a key that somebody wants. */
export type Claim =
  /** The key was free, and is the caller's until the lease ends. */
  | { readonly state: 'claimed'; readonly token: string }
  /** Another claim on it is open: the delivery is being handled right now. */
  | { readonly state: 'in-progress' }
  /** It was committed: the delivery was handled. `fingerprint` is the one of the claim that was committed. */
  | { readonly state: 'done'; readonly fingerprint: string };

/** What a claim takes besides its key. */
export interface ClaimOptions {
  /** The receiver's clock, in milliseconds since 1970. A store that shares a server uses that server's clock instead. */
  readonly now: number;
  /** Milliseconds until an open claim is free again, in case its process dies. */
  readonly leaseMs: number;
  /** What tells this delivery from a contradictory one under the same key; `''` for none. */
  readonly fingerprint: string;
}

/** What commit and release take: a claim that was won. */
export interface OpenClaim {
  readonly key: string;
  /** As the claim gave it: after the lease ended, somebody else's claim must not be touched. */
  readonly token: string;
  /** The receiver's clock, in milliseconds since 1970. */
  readonly now: number;
}

/**
 * Remembers which deliveries were handled, and which are being handled.
 *
 * Of any number of simultaneous claims on one key, one at most may win: that is all that keeps a delivery from being
 * handled twice. A method that rejects makes the receiver answer 503, so that the sender tries again.
 */
export interface DedupeStore {
  /**
   * Takes a key, if it is free.
   *
   * @param key of the event: its run, a `webhook-id`, or what the payload says of itself
   * @param options the lease and the fingerprint
   */
  claim(key: string, options: ClaimOptions): Claim | Promise<Claim>;
  /**
   * Marks a claimed key as handled.
   *
   * @param claim a claim that was won
   */
  commit(claim: OpenClaim): void | Promise<void>;
  /**
   * Gives a claimed key back: the delivery was not handled, and may be sent again.
   *
   * @param claim a claim that was won
   */
  release(claim: OpenClaim): void | Promise<void>;
}
