/**
 * Generates code for integrators: handlers in their framework, types of a robot's data, types of other languages.
 *
 * @module maxun-webhooks/codegen
 */
export {
  type AuthChoice,
  auths,
  type Framework,
  frameworks,
  type HandlerChoices,
  type Language,
  languages,
  type TestRunner,
  testRunners,
} from './handlers/choices.ts';
export { type GeneratedFile, type GeneratedHandlers, generateHandlers } from './handlers/generate.ts';
export type { NextStep } from './handlers/next-steps.ts';
export { type HandlersPlan, planHandlers } from './handlers/plan.ts';
export { detectProject, type Found, type PackageManager, type Project } from './project.ts';
export {
  type FileOutcome,
  type PlannedFile,
  type WriteOptions,
  writeFiles,
  type WrittenFile,
} from './write-files.ts';
export {
  type InferredRobot,
  type InferredSchema,
  inferRobot,
  type InferRobotOptions,
  type RobotSchema,
} from './robot/index.ts';
export { type GeneratedTypes, generateTypes, type TypeLanguage, typeLanguages } from './types/index.ts';
