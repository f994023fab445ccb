/**
 * Checks payloads against the contracts, names their shape, and lists their drift.
 *
 * @module validation
 */
export { type Drift, type DriftContract, driftOf, type DriftOptions } from './drift.ts';
export { printable } from './printable.ts';
export {
  type ContractName,
  type EventByContract,
  type EventShape,
  type Shape,
  shapeOf,
  validate,
  type ValidateOptions,
  type ValidationResult,
} from './validate.ts';
