/**
 * Finds what is unusual in a run for its robot.
 *
 * @module quality
 */
export { type ExpectedSchema, QualityMonitor, type QualityOptions } from './monitor.ts';
