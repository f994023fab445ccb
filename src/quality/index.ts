/**
 * Finds what is unusual in a run for its robot.
 *
 * @module quality
 */
export { type ExpectedSchema, QualityMonitor } from './monitor.ts';
