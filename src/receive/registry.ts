/**
 * The callbacks that a user has registered.
 *
 * @module receive/registry
 */
import { documentedEventTypes, eventTypes } from '#generated/events.js';
import { requireFunction } from '../errors/options.ts';
import type { OpenedParts } from './open.ts';
import { RUN_ABORTED, type ValidationMode } from './context.ts';

/** A function of the user, whatever it takes. */
export type Callback = (...given: never[]) => unknown;

/** The kinds of callbacks that are not for one event. */
export type ListenerKind = keyof Registry['listeners'];

/** The callbacks of a receiver. Closed for good once a delivery has arrived. */
export class Registry {
  readonly #mode: ValidationMode;
  readonly #events = new Map<string, Callback[]>();
  /** The callbacks that are not for one event, by their kind. */
  readonly listeners: {
    readonly [Kind in 'other' | 'any' | 'drift' | 'quality' | 'conflict' | 'error']: Callback[];
  } = { other: [], any: [], drift: [], quality: [], conflict: [], error: [] };
  #isClosed = false;

  /** @param mode of the receiver: it decides which event types there are */
  constructor(mode: ValidationMode) {
    this.#mode = mode;
  }

  /** Takes no more callbacks. */
  close(): void {
    this.#isClosed = true;
  }

  /**
   * @param types event types
   * @param handler of each of them
   * @throws {TypeError} if it is too late, the mode does not know a type, or the handler is not a function
   */
  addHandler(types: readonly string[], handler: Callback): void {
    this.assertOpen();
    requireFunction('handler', handler);
    if (types.length === 0) throw new TypeError('on: name at least one event type.');
    for (const type of types) assertType(type, this.#mode);
    for (const type of new Set(types)) {
      this.#events.set(type, [...(this.#events.get(type) ?? []), handler]);
    }
  }

  /**
   * @param kind of callback
   * @param callback of the user
   * @throws {TypeError} if it is too late, or the callback is not a function
   */
  addListener(kind: ListenerKind, callback: Callback): void {
    this.assertOpen();
    requireFunction('handler', callback);
    this.listeners[kind].push(callback);
  }

  /**
   * @param parts the delivery; a payload of unknown shape is not given to the handlers of its type
   * @returns the callbacks in the order of their calls: those of the type, or else `other`; then `any`
   */
  handlersOf({ eventType, shape, isJudged }: OpenedParts): readonly Callback[] {
    const isKnown = shape !== 'unknown' || !isJudged || eventType === RUN_ABORTED;
    const own = isKnown ? this.#events.get(eventType) : undefined;
    const { other, any } = this.listeners;
    const first = own ?? other;
    return any.length === 0 ? first : [...first, ...any];
  }

  /** @throws {TypeError} if a delivery has arrived */
  assertOpen(): void {
    if (!this.#isClosed) return;
    throw new TypeError(
      'A delivery has arrived already: register every handler before the receiver is used.',
    );
  }
}

function assertType(type: string, mode: ValidationMode): void {
  if (mode === 'off' && typeof type === 'string' && type !== '') return;
  const known: readonly string[] = [...(mode === 'strict' ? documentedEventTypes : eventTypes), RUN_ABORTED];
  if (known.includes(type)) return;
  throw new TypeError(
    `on: ${JSON.stringify(type)} is not an event type of a receiver with validation '${mode}': expected one of ` +
      `${known.map((name) => `'${name}'`).join(', ')}. Any other event goes to onOther.`,
  );
}
