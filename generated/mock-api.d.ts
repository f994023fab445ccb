// Written by `npm run generate` from mock-server/api/description. Do not edit.

import type { ObservedShape, OtherShape } from './events.js';

/** The body of every answer that is not a success. */
export interface ApiError {
  /** What was found, what was expected and what to do. */
  readonly error: string;
  /** The reason, where it is one of the codes of this package. */
  readonly code?: `ERR_WEBHOOK_${string}`;
}

/** What the receiver is and how it was started. No secret is in it. */
export interface ReceiverInfo {
  /** Version of this package. */
  readonly version: string;
  /** When it began to listen, in ISO 8601. */
  readonly startedAt: string;
  /** To be sent back in the header `x-csrf-token` of every change; another one after each start. */
  readonly csrfToken: string;
  /** Where deliveries go, by who sends them; the first is that of the receiver itself. */
  readonly urls: readonly UrlVariant[];
  /** Whether only what meets the documented contract is answered 200. */
  readonly strict: boolean;
  /** The secrets that signatures are checked with, masked; empty if nothing is checked. */
  readonly secrets: readonly string[];
  /** The token that the URL of the hook must carry, masked; absent if none is asked for. */
  readonly token?: string;
  readonly forward: ForwardState;
  /** File name of the store; absent if deliveries are kept in memory alone. */
  readonly store?: string;
  readonly limits: {
    /** The most deliveries that are kept. */
    readonly maxDeliveries: number;
    /** The most bytes that are kept. */
    readonly maxBytes: number;
    /** The most bytes that a body may have. */
    readonly maxBodyBytes: number;
  };
}

/** The URL of the hook as one kind of sender has to write it. */
export interface UrlVariant {
  /** For whom it is: `this machine`, `Maxun in Docker on this machine`, `another machine`. */
  readonly label: string;
  readonly url: string;
  /** Whether the receiver listens on an address that this sender can reach. */
  readonly reachable: boolean;
  /** What to change if it is not reachable. */
  readonly hint?: string;
}

/** Answered as long as the receiver takes deliveries. */
export interface Health {
  readonly ok: true;
}

/** Counts since the start or the last clearing. */
export interface Stats {
  /** Deliveries that arrived. */
  readonly arrived: number;
  /** Deliveries that are kept. */
  readonly kept: number;
  /** Deliveries that were dropped to make room for newer ones. */
  readonly dropped: number;
  /** Bytes of what is kept: headers, bodies and responses. */
  readonly bytes: number;
  /** Deliveries that arrived for an inbox that was closed. */
  readonly late: number;
  /** Pages and programs that listen to the event stream. */
  readonly listeners: number;
}

/** Where to forward deliveries. */
export interface ForwardRequest {
  /** `null` to stop. */
  readonly url: string | null;
}

/** Where deliveries are forwarded, byte by byte. */
export interface ForwardState {
  /** Without credentials; `null` for nowhere. */
  readonly url: string | null;
}

/** Which part of the list. Both ids are exclusive. */
export interface ListQuery {
  /** Only deliveries older than this id. */
  readonly before?: number;
  /** Only deliveries newer than this id. */
  readonly after?: number;
  /** At most this many; 200 by default. */
  readonly limit?: number;
}

/** A part of the list, newest first. */
export interface DeliveryList {
  readonly deliveries: readonly DeliverySummary[];
  /** Whether there are older ones: ask again with `before` and the last id. */
  readonly hasMore: boolean;
  /** Open the event stream with `?lastEventId=` this one to miss nothing. */
  readonly lastEventId: string;
}

/** The shape of a payload; `unknown` also for what is not JSON. */
export type Shape = 'documented' | ObservedShape | OtherShape | 'unknown';

/** What was found of the signature: `unchecked` if no secret is configured, or the body was not read whole. */
export type SignatureState = "valid" | "invalid" | "missing" | "unchecked";

/** The verdict at first sight: good, worth a look, or wrong. */
export type Level = "good" | "notice" | "bad";

/** What happened on the connection: a whole response, none yet, a fault of a script, or a sender that was gone before the response. */
export type ResponseKind = "reply" | "pending" | "hang" | "reset" | "close" | "malformed" | "slow-body" | "aborted";

/** One delivery, for a row of the list. */
export interface DeliverySummary {
  /** Its number since the first start, as text, from `1`. */
  readonly id: string;
  /** When it had arrived, in ISO 8601. */
  readonly receivedAt: string;
  readonly method: string;
  /** The value of `event_type`, cut at 100 characters. */
  readonly eventType?: string;
  readonly robotId?: string;
  /** Cut at 200 characters. */
  readonly robotName?: string;
  readonly runId?: string;
  /** Status of the run. */
  readonly runStatus?: string;
  readonly shape: Shape;
  readonly signature: SignatureState;
  /** HTTP status that the verdict calls for. */
  readonly expectedStatus: number;
  /** HTTP status that was sent; `null` if there was none: not yet, or the connection was cut. */
  readonly status: number | null;
  readonly responseKind: ResponseKind;
  /** Which attempt at the same delivery this is, from 1. */
  readonly attempt: number;
  /** Attempts at the same delivery, later ones included. */
  readonly attempts: number;
  /** Whether the same delivery had been accepted before. */
  readonly duplicate: boolean;
  /** Whether it differs from an earlier event of the same run. */
  readonly contradiction: boolean;
  /** Why the payload is not accepted: how many reasons. */
  readonly issues: number;
  /** Differences from the documented contract. */
  readonly drift: number;
  /** What in the run is unusual for its robot: how many findings. */
  readonly quality: number;
  /** Bytes of the body. */
  readonly bytes: number;
  /** Whether it came after its inbox, or the receiver, was closed. */
  readonly late: boolean;
  /** Whether it came to another path than that of the hook. */
  readonly misdirected: boolean;
  readonly level: Level;
  /** The verdict in a sentence. */
  readonly sentence: string;
}

/** One delivery, whole. */
export interface DeliveryDetail {
  /** Its number since the first start, as text, from `1`. */
  readonly id: string;
  /** When it had arrived, in ISO 8601. */
  readonly receivedAt: string;
  readonly method: string;
  /** The value of `event_type`, cut at 100 characters. */
  readonly eventType?: string;
  readonly robotId?: string;
  /** Cut at 200 characters. */
  readonly robotName?: string;
  readonly runId?: string;
  /** Status of the run. */
  readonly runStatus?: string;
  readonly shape: Shape;
  readonly signature: SignatureState;
  /** HTTP status that the verdict calls for. */
  readonly expectedStatus: number;
  /** HTTP status that was sent; `null` if there was none: not yet, or the connection was cut. */
  readonly status: number | null;
  readonly responseKind: ResponseKind;
  /** Which attempt at the same delivery this is, from 1. */
  readonly attempt: number;
  /** Attempts at the same delivery, later ones included. */
  readonly attempts: number;
  /** Whether the same delivery had been accepted before. */
  readonly duplicate: boolean;
  /** Whether it differs from an earlier event of the same run. */
  readonly contradiction: boolean;
  /** Why the payload is not accepted: how many reasons. */
  readonly issues: number;
  /** Differences from the documented contract. */
  readonly drift: number;
  /** What in the run is unusual for its robot: how many findings. */
  readonly quality: number;
  /** Bytes of the body. */
  readonly bytes: number;
  /** Whether it came after its inbox, or the receiver, was closed. */
  readonly late: boolean;
  /** Whether it came to another path than that of the hook. */
  readonly misdirected: boolean;
  readonly level: Level;
  /** The verdict in a sentence. */
  readonly sentence: string;
  /** Path and query, as sent; secrets masked. */
  readonly url: string;
  /** Names and values in turn, as they were on the wire; secrets masked. */
  readonly rawHeaders: readonly string[];
  /** Text of the body; what is not UTF-8 as U+FFFD. The exact bytes are at `bodyPath`. */
  readonly body: string;
  /** Where the exact bytes are, below `/__mock/`. */
  readonly bodyPath: string;
  readonly isUtf8: boolean;
  /** Whether the body was read whole. One that was not is neither forwarded nor replayed. */
  readonly isComplete: boolean;
  /** Whether the body is JSON. Then its normalised form, which is what handlers get, is at `…/run`. */
  readonly isJson: boolean;
  readonly verdict: Verdict;
  readonly response: DeliveryResponse;
  /** All attempts at the same delivery, this one included, oldest first. */
  readonly attemptsSeen: readonly DeliverySummary[];
  /** Other events of the same run, oldest first. */
  readonly sameRun: readonly DeliverySummary[];
}

/** How a delivery was answered. */
export interface DeliveryResponse {
  readonly kind: ResponseKind;
  /** Who decided: the verdict, a script, the endpoint that the delivery was forwarded to, or the endpoint that was probed. */
  readonly by: "verdict" | "script" | "forward" | "endpoint";
  /** `null` if no status line was sent, or not yet. */
  readonly status: number | null;
  /** By name in lower case; several of one name joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text of the body, cut at 64 KiB. */
  readonly body: string;
  /** Milliseconds from arrival to the end of the response; `null` while it is pending. */
  readonly durationMs: number | null;
}

/** A delivery as a file for a test: its headers without the signature, and its payload. */
export interface FixtureFile {
  readonly shape: Shape;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed payload; if the body is not JSON, its text. */
  readonly payload: unknown;
}

/** An HTTP archive 1.2: http://www.softwareishard.com/blog/har-12-spec/ */
export interface Har {
  readonly log: {
    readonly version: string;
    readonly creator: {
      readonly name: string;
      readonly version: string;
    };
    readonly entries: readonly unknown[];
  };
}

/** Answered to a clearing. */
export interface Cleared {
  /** How many deliveries were forgotten. */
  readonly cleared: number;
}

/** What the receiver says of a delivery. The same in tests, on the command line, in this API and on the page. */
export interface Verdict {
  readonly level: Level;
  /** The whole verdict in a sentence. */
  readonly sentence: string;
  /** What to do about it, if there is something to do. */
  readonly fix?: string;
  /** HTTP status that the verdict calls for; a script may have sent another one. */
  readonly expectedStatus: number;
  readonly shape: Shape;
  /** Why the payload is of no accepted shape; empty if it is of one. */
  readonly issues: readonly VerdictIssue[];
  /** Every difference from the documented contract. */
  readonly drift: readonly VerdictDrift[];
  /** Why the request is refused before its payload is looked at, in a sentence. */
  readonly refusal?: string;
  /** The code of the refusal, or of a signature that is wrong. */
  readonly code?: `ERR_WEBHOOK_${string}`;
  readonly signature: SignatureVerdict;
  /** JSON pointers to keys that occur twice in one object. */
  readonly duplicateKeys: readonly string[];
  readonly attempt: AttemptVerdict;
  /** Milliseconds from the `timestamp` of the envelope to arrival; absent if it cannot be read. */
  readonly ageMs?: number;
  /** Where this event differs from an earlier one of the same run. */
  readonly contradictions: readonly Contradiction[];
  /** What in the run is unusual for its robot, by the earlier runs; each in a sentence. */
  readonly quality: readonly string[];
}

/** One reason why a payload is not accepted. */
export interface VerdictIssue {
  /** JSON pointer (RFC 6901) to the place. */
  readonly path: string;
  /** What the contract has there. */
  readonly expected: string;
  /** What was found, described, and cut short if it is long. */
  readonly found: string;
  /** The whole finding in one sentence. */
  readonly message: string;
  readonly kind: "missing" | "type" | "enum" | "format" | "limit" | "event";
  /** What is likely meant and what to do. */
  readonly hint?: string;
}

/** One difference from the documented contract. */
export interface VerdictDrift {
  /** JSON pointer (RFC 6901) to the place. */
  readonly path: string;
  /** What the contract has there. */
  readonly expected: string;
  /** What was found, described, and cut short if it is long. */
  readonly found: string;
  /** The whole finding in one sentence. */
  readonly message: string;
  /** As that of an issue, or `extra`, `duplicate`, `imprecise`. */
  readonly kind: string;
}

/** What was found of the signature. */
export interface SignatureVerdict {
  readonly state: SignatureState;
  /** Why it is not valid. */
  readonly code?: `ERR_WEBHOOK_${string}`;
  /** `webhook-id`, if the signature is valid. */
  readonly id?: string;
  /** `webhook-timestamp` in Unix seconds, if the signature is valid. */
  readonly timestamp?: number;
  readonly explanation?: SignatureExplanation;
}

/** What was signed, what came, and what the sender probably did instead. No secret is in it. */
export interface SignatureExplanation {
  /** What was found, what was expected, what to do. */
  readonly message: string;
  /** What has to be signed, with a placeholder for the body; empty if a header is unusable. */
  readonly signedContent: string;
  readonly bodyBytes: number;
  /** Each signature that came, in its order. */
  readonly signatures: readonly {
    readonly version: string;
    readonly usable: boolean;
  }[];
  /** Each secret of the receiver, in its order. */
  readonly secrets: readonly ({
    readonly index: number;
    readonly version: "v1" | "v1a";
    readonly matched: boolean;
  })[];
  /** What the sender may have done instead, and whether that gives one of the signatures. */
  readonly guesses: readonly {
    readonly name: string;
    readonly matched: boolean;
    readonly advice: string;
  }[];
  /** Guesses that were not tried, because the body is too large. */
  readonly untried: readonly string[];
}

/** The attempts at the same delivery: same `webhook-id`, or same subscription, event type and run. */
export interface AttemptVerdict {
  /** Which attempt this is, from 1. */
  readonly number: number;
  /** Attempts that have arrived so far. */
  readonly seen: number;
  /** Whether an earlier attempt was accepted, so that this one is a duplicate and not a retry. */
  readonly duplicate: boolean;
  /** Whether the bytes are those of the attempt before; absent for the first. */
  readonly sameBytes?: boolean;
  /** Milliseconds since the attempt before; absent for the first. */
  readonly sinceLastMs?: number;
  /** What identifies the delivery. */
  readonly key: string;
  /** Where the key comes from: a signed id, or the payload. */
  readonly source: "webhook-id" | "payload";
}

/** A field of the run in which an earlier event differs. */
export interface Contradiction {
  /** Id of the earlier delivery. */
  readonly deliveryId: string;
  /** Field of the normalised run, such as `status` or `error.message`. */
  readonly field: string;
  /** What the earlier one says, described, and cut short if it is long. */
  readonly earlier: string;
  /** What this one says. */
  readonly later: string;
  readonly message: string;
}

/** What a script does with a delivery. */
export type ScriptAction = {
  readonly type: "reply";
  /** By default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text as it is, anything else as JSON. */
  readonly body?: unknown;
} | {
  readonly type: "default-reply";
} | {
  readonly type: "hang";
} | {
  readonly type: "reset";
} | {
  readonly type: "close";
} | {
  readonly type: "malformed";
} | {
  readonly type: "slow-body";
  /** By default 200. */
  readonly status?: number;
  /** By default `{"ok":true}`. */
  readonly body?: string;
  /** Between two bytes; 1,000 by default. */
  readonly intervalMs?: number;
} | {
  readonly type: "redirect";
  /** By default 302. */
  readonly status?: 301 | 302 | 303 | 307 | 308;
  /** Absolute, or relative to the hook; the hook itself by default. */
  readonly location?: string;
};

/** Which deliveries a step is for; all of the named fields have to fit. */
export interface ScriptFilter {
  readonly eventType?: string;
  /** Id or name of the robot. */
  readonly robot?: string;
  readonly runId?: string;
  readonly method?: string;
}

/** One step of a script. */
export interface ScriptStep {
  readonly action: ScriptAction;
  readonly when?: ScriptFilter;
  readonly times?: number | "always";
  /** Milliseconds to wait before the response. */
  readonly delayMs?: number;
}

/** A script: each delivery is answered by the first step that fits and is not used up; then the verdict answers. Either `steps` or `preset`. */
export interface ScriptRequest {
  readonly steps?: readonly ScriptStep[];
  /** Name of a preset in the list. */
  readonly preset?: string;
}

/** A step, and how far it got. */
export interface ScriptStepState {
  readonly action: ScriptAction;
  readonly when?: ScriptFilter;
  readonly times?: number | "always";
  /** Milliseconds to wait before the response. */
  readonly delayMs?: number;
  /** The step in words, such as `503, 2 times, for run_failed`. */
  readonly title: string;
  /** Deliveries that it has answered. */
  readonly used: number;
  /** Whether a function given in code picks the deliveries as well. */
  readonly predicate?: boolean;
}

/** The script in force. */
export interface ScriptState {
  readonly steps: readonly ScriptStepState[];
}

/** A script that is ready to use. */
export interface Preset {
  /** Such as `retry-twice-then-succeed`. */
  readonly name: string;
  /** Such as `Retry twice then succeed`. */
  readonly title: string;
  /** What Maxun does about it. */
  readonly description: string;
  readonly steps: readonly ScriptStep[];
}

/** Every ready script. */
export interface PresetList {
  readonly presets: readonly Preset[];
}

/** Sends a delivery that arrived once more, byte by byte. */
export interface ReplayRequest {
  /** Where to; the hook of the receiver by default. Private addresses other than loopback must be allowed. */
  readonly url?: string;
  /** A secret to sign with instead of that of the receiver. It is not kept. */
  readonly secret?: string;
  /** `as-received` by default; `sign` needs a secret, the first of the receiver by default. */
  readonly signing?: Signing;
}

/** Which signature an outgoing delivery carries: a new one, the headers that it came with, or none, as stock Maxun. */
export type Signing = "sign" | "as-received" | "unsigned";

/** Sends a fixture, a payload or a text. */
export interface SendRequest {
  /** Where to; the hook of the receiver by default. Private addresses other than loopback must be allowed. */
  readonly url?: string;
  /** A secret to sign with instead of that of the receiver. It is not kept. */
  readonly secret?: string;
  /** Name of a fixture in the list; its payload is that of another run each time. */
  readonly fixture?: string;
  /** Name of a way in the list to break the body of the fixture. */
  readonly fault?: string;
  /** A payload instead of a fixture. */
  readonly payload?: unknown;
  /** A body instead of either, sent as it is: for what is not JSON. */
  readonly body?: string;
  /** Values by dotted path, such as `data.robot_name`, or by JSON pointer, put into the payload. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** By default signed if the receiver has a secret. */
  readonly signing?: "sign" | "unsigned";
}

/** A private host that may be reached. */
export interface AllowRequest {
  /** A host, an address or a CIDR block. */
  readonly host: string;
}

/** What may be reached although it is private. */
export interface AllowState {
  readonly allowed: readonly string[];
}

/** What became of a replay or a sent fixture. An endpoint that refuses is a result too. */
export interface SendResult {
  /** Whether the endpoint answered 2xx. */
  readonly ok: boolean;
  readonly url: string;
  /** `null` if there was no answer. */
  readonly status: number | null;
  /** By name in lower case; several of one name joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text of the answer, cut at 64 KiB. */
  readonly body: string;
  readonly durationMs: number;
  /** Why there was no answer. */
  readonly error?: ApiError;
}

/** Everything that can be sent. */
export interface FixtureList {
  readonly fixtures: readonly Fixture[];
  /** The ways to break a body on purpose. */
  readonly faults: readonly FixtureFault[];
}

/** A payload that can be sent. */
export interface Fixture {
  /** Such as `run_completed` (documented) or `failed-run` (observed). */
  readonly name: string;
  readonly eventType: string;
  readonly shape: Shape;
  /** What Maxun sends it for, in a few words. */
  readonly title: string;
  readonly payload: unknown;
}

/** A way to break a body. */
export interface FixtureFault {
  /** Such as `truncated`. */
  readonly name: string;
  /** What it does. */
  readonly title: string;
}

/** What to check. One probe runs at a time. */
export interface ProbeRequest {
  /** The endpoint. A token stays in it; user and password become Basic authentication. */
  readonly url: string;
  /** By default `signed` if there are secrets, those of the receiver among them. */
  readonly level?: ProbeLevel;
  /** Those that the endpoint accepts; by default those of the receiver. Kept in memory until the next probe. */
  readonly secrets?: readonly string[];
  /** Basic authentication. */
  readonly auth?: {
    readonly user: string;
    readonly password: string;
  };
  /** Hosts that may be reached until the receiver stops, as `POST /allow`. */
  readonly allow?: readonly string[];
  /** Ids of cases, or names of groups, to run, with what they depend on. */
  readonly only?: readonly string[];
  /** Ids of cases, or names of groups, to leave out. */
  readonly skip?: readonly string[];
  /** How the effect of the endpoint is seen: one of the two. */
  readonly observe?: {
    /** A GET answers how many deliveries were handled: a number, or `{"count": n}`. */
    readonly url?: string;
    /** The answers of the endpoint carry that number in this header. */
    readonly header?: string;
  };
}

/** What an unmodified Maxun needs, or signed deliveries. */
export type ProbeLevel = "stock" | "signed";

/** The last probe, and how far it got. */
export interface ProbeState {
  /** `failed`: it could not be made, such as for an address that is not allowed. */
  readonly state: "none" | "running" | "done" | "stopped" | "failed";
  /** The endpoint, without credentials; empty before the first probe. */
  readonly url: string;
  readonly level: ProbeLevel;
  /** The secrets that sign, masked. */
  readonly secrets: readonly string[];
  /** How many cases there are. */
  readonly planned: number;
  /** The cases that were judged so far, in their order. */
  readonly cases: readonly ProbeCase[];
  /** Absent until it is done. */
  readonly score?: ProbeScore;
  /** Why it failed. */
  readonly error?: ApiError;
}

/** How good the endpoint is. */
export interface ProbeScore {
  /** 0 to 100. */
  readonly score: number;
  readonly grade: "A" | "B" | "C" | "D" | "F";
  /** Whether every case ran before time was up. */
  readonly complete: boolean;
  /** The framework that the answers point to, or `general`. */
  readonly framework: string;
  readonly requests: number;
  readonly durationMs: number;
}

/** One case, judged. */
export interface ProbeCase {
  /** Stays the same from version to version, such as `signature-missing`. */
  readonly id: string;
  /** What a right endpoint does. */
  readonly name: string;
  /** Cases of one topic have the same group. */
  readonly group: string;
  /** What its failure costs of the 100 points: all of them, 40, 15, 5, nothing. */
  readonly severity: "blocker" | "critical" | "major" | "minor" | "info";
  /** `follows`: it failed because of a case before it. `not-run`: time was up. */
  readonly outcome: "passed" | "failed" | "follows" | "not-judged" | "not-applicable" | "not-run";
  /** What was expected and found, or what could not be seen. */
  readonly reason: string;
  /** Ids of the failed cases that this one follows from. */
  readonly follows: readonly string[];
}

/** One case, with its request and the answer. */
export interface ProbeCaseDetail {
  /** Stays the same from version to version, such as `signature-missing`. */
  readonly id: string;
  /** What a right endpoint does. */
  readonly name: string;
  /** Cases of one topic have the same group. */
  readonly group: string;
  /** What its failure costs of the 100 points: all of them, 40, 15, 5, nothing. */
  readonly severity: "blocker" | "critical" | "major" | "minor" | "info";
  /** `follows`: it failed because of a case before it. `not-run`: time was up. */
  readonly outcome: "passed" | "failed" | "follows" | "not-judged" | "not-applicable" | "not-run";
  /** What was expected and found, or what could not be seen. */
  readonly reason: string;
  /** Ids of the failed cases that this one follows from. */
  readonly follows: readonly string[];
  /** The fact that makes the case matter. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
  /** Code that does it, for the framework; empty unless the case failed. */
  readonly snippet: string;
  /** When it was judged, in ISO 8601. */
  readonly sentAt: string;
  /** Why there was no answer: `ECONNREFUSED`, `timeout`, … */
  readonly problem?: string;
  /** The request that decided, judged as the receiver judges what arrives; its response is the answer of the endpoint. `null` where nothing was sent. */
  readonly delivery: DeliveryDetail | null;
}

/** For a page that opens the stream for the first time. */
export interface EventsQuery {
  /** As the header `Last-Event-ID`. */
  readonly lastEventId?: string;
}

/** One server-sent event: `event:` is its type, `data:` its data as JSON, `id:` what to resume from. */
export type StreamEvent = {
  readonly type: "delivery";
  readonly data: DeliverySummary;
} | {
  readonly type: "update";
  readonly data: DeliverySummary;
} | {
  readonly type: "cleared";
  readonly data: Cleared;
} | {
  readonly type: "script";
  readonly data: ScriptState;
} | {
  readonly type: "forward";
  readonly data: ForwardState;
} | {
  readonly type: "probe";
  readonly data: ProbeState;
} | {
  readonly type: "probe-case";
  readonly data: ProbeCase;
} | {
  readonly type: "resync";
  readonly data: Readonly<Record<string, never>>;
};

/** What requests carry, by the names of the types. */
export interface ApiRequests {
  readonly ListQuery: ListQuery;
  readonly ReplayRequest: ReplayRequest;
  readonly SendRequest: SendRequest;
  readonly AllowRequest: AllowRequest;
  readonly ProbeRequest: ProbeRequest;
  readonly ScriptRequest: ScriptRequest;
  readonly ForwardRequest: ForwardRequest;
  readonly EventsQuery: EventsQuery;
}

/** The control API as an OpenAPI 3.1 document. */
export declare const openApi: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [key: string]: unknown;
};

/** What a validator found wrong; in its property `errors` after it answered false. */
export interface ValidatorError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Validates a value, such as a request's body. */
export interface ApiValidator {
  (value: unknown): boolean;
  errors?: readonly ValidatorError[] | null;
}

/** The validators of requests. */
export declare const validators: { readonly [Name in keyof ApiRequests]: ApiValidator };
