/**
 * Receives deliveries: authenticates, parses, validates, de-duplicates, hands over, answers.
 *
 * @module receive
 */
export { statusOf } from './status.ts';
