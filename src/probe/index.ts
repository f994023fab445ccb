/**
 * Checks an endpoint for Maxun's webhooks, and says how to mend what it finds.
 *
 * @module maxun-webhooks/probe
 */
export { type GroupedCase, probeCases } from './cases/index.ts';
export type { Observe, ProbeOptions } from './options.ts';
export { planProbe, probeEndpoint, type ProbePlan } from './probe.ts';
export { probeToJUnit } from './reports/junit.ts';
export { probeToMarkdown } from './reports/markdown.ts';
export { describeCase, describeScore, failuresOf, probeToText, type TextOptions } from './reports/text.ts';
export type {
  CaseResult,
  Outcome,
  ProbeLevel,
  ProbeResult,
  ReceivedAnswer,
  SentRequest,
  Severity,
} from './result.ts';
