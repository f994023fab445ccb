/**
 * The place in the body that was asked for from elsewhere.
 *
 * @module mock-server/inspector/delivery/body-target
 */
import { type Signal, signal } from '@preact/signals';
import { openDelivery } from '../state/route.ts';

/** JSON pointer to the place; absent where none was asked for. */
export const bodyTarget: Signal<string | undefined> = signal(undefined);

/**
 * Opens the body at a place.
 *
 * @param id the delivery
 * @param pointer JSON pointer (RFC 6901)
 */
export function showInBody(id: string, pointer: string): void {
  bodyTarget.value = pointer;
  openDelivery(id, 'body');
}
