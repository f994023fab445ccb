/**
 * Bounds the bytes of all bodies that are being read at the same time: most of them are strangers' until they are verified.
 *
 * @module receive/bytes-in-flight
 */
import { DeliveryError } from '../errors/index.ts';

/** The bytes of one body, while it is read and verified. */
export interface BodyBytes {
  /**
   * Counts bytes that have been read, or are about to be.
   *
   * @throws {DeliveryError} ERR_WEBHOOK_RECEIVER_BUSY if all bodies together are over the limit, or the body was given up
   */
  add(this: void, bytes: number): void;
  /** Gives the bytes back: the delivery is verified, refused or given up. */
  end(this: void): void;
}

/** Counts the bytes of all bodies that are being read. */
export class BytesInFlight {
  readonly #max: number;
  #total = 0;

  /** @param max bytes of all bodies together */
  constructor(max: number) {
    this.#max = max;
  }

  /** Begins to count one body. */
  start(): BodyBytes {
    let own = 0;
    let isOver = false;
    return {
      add: (bytes) => {
        if (isOver || this.#total + bytes > this.#max) throw busy(this.#max);
        own += bytes;
        this.#total += bytes;
      },
      end: () => {
        isOver = true;
        this.#total -= own;
        own = 0;
      },
    };
  }
}

function busy(max: number): DeliveryError {
  const message =
    `The bodies that are being read at the same time have more than ${max} bytes together: ` +
    'the sender is told to send again later. Raise maxBytesInFlight if this is ordinary traffic.';
  return new DeliveryError('ERR_WEBHOOK_RECEIVER_BUSY', message);
}
