/**
 * What the doctor finds, and what its rules are given.
 *
 * @module doctor/finding
 */
import type { ProbeResult } from '../probe/index.ts';

/** What a URL answered to a HEAD: a status, or the code of the failure; and what a probe of it found. */
export interface UrlAnswer {
  readonly status?: number;
  /** Code of the failure, such as `ECONNREFUSED`. */
  readonly failure?: string;
  /** Absent where it was not probed. */
  readonly probe?: Pick<ProbeResult, 'score' | 'cases'> | undefined;
}

/** `error`: events are lost or never sent. `warning`: likely to go wrong. `note`: good to know. */
export type Severity = 'error' | 'warning' | 'note';

/** The names of the findings; they stay the same across releases. */
export type FindingId =
  | 'active-off'
  | 'basic-encoded'
  | 'endpoint-faulty'
  | 'endpoint-loses-events'
  | 'events-dotted'
  | 'events-empty'
  | 'events-missing'
  | 'events-one-only'
  | 'events-unknown'
  | 'headers-dropped'
  | 'release-api-runs-empty'
  | 'release-lists-with-holes'
  | 'release-old-shape'
  | 'release-scrape-without-content'
  | 'retries-reinterpreted'
  | 'retries-single'
  | 'timeout-reinterpreted'
  | 'timeout-too-short'
  | 'token-missing'
  | 'token-too-short'
  | 'url-duplicate'
  | 'url-invalid'
  | 'url-local'
  | 'url-plain-http'
  | 'url-private'
  | 'url-redirects'
  | 'url-unreachable';

/** Something that goes wrong, or may. */
export interface Finding {
  readonly id: FindingId;
  readonly severity: Severity;
  /** The webhook: its place in the settings, as a JSON pointer (`/webhooks/0`), and its id if it has one. */
  readonly webhook: { readonly place: string; readonly id?: string };
  /** The field that it is about, such as `events`. */
  readonly field: string;
  /** What is there. Tokens and passwords in URLs are masked. */
  readonly found: string;
  /** What comes of it. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
}

/** A webhook as Maxun stores it. Nothing of it is checked by Maxun. */
export interface StoredWebhook {
  readonly place: string;
  /** The place of the list that it is in: the webhooks of one robot. */
  readonly list: string;
  readonly stored: Readonly<Record<string, unknown>>;
  /** Its URL; `undefined` if it cannot be parsed, or is not of HTTP. */
  readonly url: URL | undefined;
}

/** What a rule knows beside the webhook. */
export interface Context {
  /** All webhooks of the same robot. */
  readonly siblings: readonly StoredWebhook[];
  /** The events that an active webhook of the same robot lists. */
  readonly subscribed: ReadonlySet<unknown>;
  /** The place of the first webhook of the same robot with the same URL. */
  readonly firstWithUrl: string | undefined;
  readonly handlerSeconds: number;
  /** The number after `v0.0.`; `undefined` if the release is not known. */
  readonly release: number | undefined;
  readonly answers: ReadonlyMap<string, UrlAnswer>;
}

/** What a rule says of a webhook. */
export interface Complaint {
  /** The value of the field, for a sentence. */
  readonly found: string;
  readonly why: string;
  readonly fix: string;
}

/** One thing that can be wrong. */
export interface Rule {
  readonly id: FindingId;
  readonly severity: Severity;
  readonly field: string;
  /** What it says of a webhook; `undefined` if there is nothing to say. */
  readonly check: (webhook: StoredWebhook, context: Context) => Complaint | undefined;
}

/** Makes a rule of one severity. */
export type MakeRule = (id: FindingId, field: string, check: Rule['check']) => Rule;

function ruleOf(severity: Severity): MakeRule {
  return (id, field, check) => ({ id, severity, field, check });
}

/** Makes a rule about what loses events, or never sends them. */
export const error: MakeRule = ruleOf('error');

/** Makes a rule about what is likely to go wrong. */
export const warning: MakeRule = ruleOf('warning');

/** Makes a rule about what is good to know. */
export const note: MakeRule = ruleOf('note');
