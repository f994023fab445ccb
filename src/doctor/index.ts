/**
 * `maxun-webhooks/doctor`: says what will go wrong with the webhooks that are set up in a Maxun server, and how to mend it.
 *
 * @module doctor
 */
export { type Diagnosis, diagnose, type DiagnoseOptions } from './diagnose.ts';
export type { Finding, FindingId, Severity, UrlAnswer } from './finding.ts';
export { askUrls, type AskOptions } from './ask-urls.ts';
