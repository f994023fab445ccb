// Written by `npm run generate` from asyncapi.yaml and contract/observed.yaml. Do not edit.
import type {
  RunCompletedEvent,
  RunFailedEvent,
  ExtractRunEvent,
  ExtractRunApiEvent,
  ScrapeRunUiEvent,
  ScrapeRunEvent,
  DocumentRunEvent,
  FailedRunEvent,
  FailedScrapeApiEvent,
  Legacy2025Event,
  WebhookTestEvent,
} from './events.js';

/** What ajv reports of one broken rule. */
export interface ValidatorError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Thrown by a validator that has found enough; holds what it found. */
export declare class EnoughErrors {
  readonly errors: ValidatorError[];
}

/**
 * A validator as ajv compiles it.
 *
 * @throws {EnoughErrors} past its limit of findings
 */
export interface Validator<Event> {
  (value: unknown): value is Event;
  readonly errors: ValidatorError[] | null;
}

export declare const validateRunCompletedEvent: Validator<RunCompletedEvent>;
export declare const validateRunFailedEvent: Validator<RunFailedEvent>;
export declare const validateExtractRunEvent: Validator<ExtractRunEvent>;
export declare const validateExtractRunApiEvent: Validator<ExtractRunApiEvent>;
export declare const validateScrapeRunUiEvent: Validator<ScrapeRunUiEvent>;
export declare const validateScrapeRunEvent: Validator<ScrapeRunEvent>;
export declare const validateDocumentRunEvent: Validator<DocumentRunEvent>;
export declare const validateFailedRunEvent: Validator<FailedRunEvent>;
export declare const validateFailedScrapeApiEvent: Validator<FailedScrapeApiEvent>;
export declare const validateLegacy2025Event: Validator<Legacy2025Event>;
export declare const validateWebhookTestEvent: Validator<WebhookTestEvent>;
