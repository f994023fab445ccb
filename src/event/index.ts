/**
 * From the bytes of a delivery to the run that they tell of.
 *
 * @module event
 */
export { defaultLimits, parseBody, type ParsedBody, type ParseLimits } from './parse.ts';
export { driftOfBody } from './body-drift.ts';
export { type JsonFindings, scanJson } from './scan-json.ts';
export { normalize, type NormalizeOptions } from './normalize.ts';
export { type DateOptions, dateReader } from './date.ts';
export type {
  Counts,
  Json,
  QualityIssue,
  QualityKind,
  Robot,
  Row,
  Run,
  RunError,
  RunFields,
  Screenshots,
} from './run.ts';
export { type Repair, type RepairKind } from './repair.ts';
export { identify, type IdentifyHeaders, type Identity } from './identity.ts';
