/**
 * What the control API under `/__mock/` takes and answers, as JSON. The page imports these types and nothing else of the
 * mock server; `/__mock/openapi.json` describes the same.
 *
 * | route                              | method | takes                      | answers                                    |
 * | ---------------------------------- | ------ | -------------------------- | ------------------------------------------ |
 * | `/__mock/receiver`                 | GET    |                            | {@link ReceiverInfo}, the CSRF token in it |
 * | `/__mock/health`                   | GET    |                            | {@link Health}                             |
 * | `/__mock/stats`                    | GET    |                            | {@link Stats}                              |
 * | `/__mock/deliveries`               | GET    | {@link ListQuery}          | {@link DeliveryList}, newest first         |
 * | `/__mock/deliveries`               | DELETE |                            | {@link Cleared}                            |
 * | `/__mock/deliveries/:id`           | GET    |                            | {@link DeliveryDetail}                     |
 * | `/__mock/deliveries/:id/body`      | GET    |                            | the exact bytes, a text/plain attachment   |
 * | `/__mock/deliveries/:id/har`       | GET    |                            | {@link Har}                                |
 * | `/__mock/deliveries/:id/fixture`   | GET    |                            | {@link FixtureFile}, an attachment         |
 * | `/__mock/deliveries/:id/replay`    | POST   | {@link ReplayRequest}      | {@link SendResult}                         |
 * | `/__mock/har`                      | GET    |                            | {@link Har} of everything that is kept     |
 * | `/__mock/fixtures`                 | GET    |                            | {@link FixtureList}                        |
 * | `/__mock/send`                     | POST   | {@link SendRequest}        | {@link SendResult}                         |
 * | `/__mock/script`                   | GET    |                            | {@link ScriptState}                        |
 * | `/__mock/script`                   | PUT    | {@link ScriptRequest}      | {@link ScriptState}                        |
 * | `/__mock/script`                   | DELETE |                            | {@link ScriptState}: empty again           |
 * | `/__mock/presets`                  | GET    |                            | {@link PresetList}                         |
 * | `/__mock/forward`                  | PUT    | {@link ForwardRequest}     | {@link ForwardState}                       |
 * | `/__mock/events`                   | GET    | `Last-Event-ID`            | server-sent events: {@link StreamEvent}    |
 * | `/__mock/contract/asyncapi.yaml`   | GET    |                            | the documented contract                    |
 * | `/__mock/contract/observed.yaml`   | GET    |                            | the observed shapes                        |
 * | `/__mock/openapi.json`             | GET    |                            | this API as OpenAPI 3.1                    |
 *
 * Every method but GET needs the header {@link CSRF_HEADER} with {@link ReceiverInfo.csrfToken}; POST and PUT also
 * `content-type: application/json`. What goes wrong is answered with {@link ApiError}.
 *
 * @module mock-server/api/types
 */
import type { Issue, SignatureExplanation, WebhookErrorCode } from '../../src/errors/index.ts';
import type { Drift, Shape } from '../../src/validation/index.ts';
import type { ScriptState } from './script-types.ts';

export type { SignatureExplanation } from '../../src/errors/index.ts';
export type { Har, HarEntry, HarPair } from './har-types.ts';
export type {
  Preset,
  PresetList,
  ScriptAction,
  ScriptFilter,
  ScriptRequest,
  ScriptState,
  ScriptStep,
  ScriptStepState,
} from './script-types.ts';

/** The header that carries {@link ReceiverInfo.csrfToken} in every request that is no GET. */
export const CSRF_HEADER = 'x-csrf-token';

/** The body of every answer that is no success. */
export interface ApiError {
  /** What is wrong and what to do, in a sentence or two. */
  readonly error: string;
  /** The reason, where it is one of this package's codes. */
  readonly code?: WebhookErrorCode;
}

/** What the receiver is and how it was started. No secret is in it. */
export interface ReceiverInfo {
  /** Version of this package. */
  readonly version: string;
  /** When it began to listen, in ISO 8601. */
  readonly startedAt: string;
  /** To be sent back in {@link CSRF_HEADER}; another one after each start. */
  readonly csrfToken: string;
  /** Where deliveries go, by who sends them; the first is the receiver's own. */
  readonly urls: readonly UrlVariant[];
  /** Whether only what meets the documented contract is answered 200. */
  readonly strict: boolean;
  /** The secrets that signatures are checked with, masked; empty where none is configured and nothing is checked. */
  readonly secrets: readonly string[];
  /** The token that the hook's URL has to carry, masked; absent where none is configured. */
  readonly token?: string;
  readonly forward: ForwardState;
  /** File name of the store; absent where deliveries are kept in memory alone. */
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

/** The hook's URL as one kind of sender has to write it. */
export interface UrlVariant {
  /** For whom it is: `this machine`, `Maxun in Docker on this machine`, `another machine`. */
  readonly label: string;
  readonly url: string;
  /** Whether the receiver listens on an address that this sender can reach. */
  readonly reachable: boolean;
  /** What to change, where it is not reachable. */
  readonly hint?: string;
}

/** Answered as long as the receiver takes deliveries. */
export interface Health {
  readonly ok: true;
}

/** Counts since the start, or the last clearing. */
export interface Stats {
  /** Deliveries that arrived. */
  readonly arrived: number;
  /** Deliveries that are kept. */
  readonly kept: number;
  /** Deliveries that gave way to newer ones. */
  readonly dropped: number;
  /** Bytes of what is kept, headers included. */
  readonly bytes: number;
  /** Deliveries that arrived for a boundary that was closed. */
  readonly late: number;
  /** Pages and programs that listen to the event stream. */
  readonly listeners: number;
}

/** Which part of the list. Both ids are exclusive. */
export interface ListQuery {
  /** Only older than this delivery. */
  readonly before?: string;
  /** Only newer than this delivery. */
  readonly after?: string;
  /** At most this many, 1 to 1,000; 200 by default. */
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

/** What was made of the signature: `unchecked` where no secret is configured. */
export type SignatureState = 'valid' | 'invalid' | 'missing' | 'unchecked';

/** How a delivery looks at first sight: `good`, worth a look, or wrong. */
export type Level = 'good' | 'notice' | 'bad';

/** One delivery, for a row of the list. */
export interface DeliverySummary {
  /** Its number since the start, as text, from `1`. */
  readonly id: string;
  /** When it had arrived, in ISO 8601. */
  readonly receivedAt: string;
  readonly method: string;
  /** The value of `event_type`, cut at 100 characters; absent where there is none. */
  readonly eventType?: string;
  readonly robotId?: string;
  /** Cut at 200 characters. */
  readonly robotName?: string;
  readonly runId?: string;
  /** Status of the run. */
  readonly runStatus?: string;
  readonly shape: Shape;
  readonly signature: SignatureState;
  /** HTTP status that was answered; `null` where there is no answer: not yet, or the connection was cut. */
  readonly status: number | null;
  /** How the answer came about, or that it is still due. */
  readonly answer: AnswerKind;
  /** Which attempt at the same delivery this is, from 1. */
  readonly attempt: number;
  /** Attempts at the same delivery that are kept, later ones included. */
  readonly attempts: number;
  /** Whether the same delivery had been accepted before. */
  readonly duplicate: boolean;
  /** Whether it says something else than an earlier event of the same run. */
  readonly contradiction: boolean;
  readonly issues: number;
  readonly drift: number;
  /** Bytes of the body. */
  readonly bytes: number;
  /** Whether it came after its boundary, or the receiver, was closed. */
  readonly late: boolean;
  readonly level: Level;
  /** The verdict in a sentence. */
  readonly sentence: string;
}

/** What happened on the connection: a whole answer, none yet, or one of a script's faults. */
export type AnswerKind =
  'reply' | 'pending' | 'hang' | 'reset' | 'close' | 'malformed' | 'slow-body' | 'aborted';

/** What a delivery was answered. */
export interface Answer {
  /** `aborted`: the sender was gone before the answer. */
  readonly kind: AnswerKind;
  /** Who decided: the verdict, a script, or the endpoint that the delivery was forwarded to. */
  readonly by: 'verdict' | 'script' | 'forward';
  /** `null` where no status line was sent, or not yet. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Text of the body, cut at 64 KiB. */
  readonly body: string;
  /** Milliseconds from arrival to the end of the answer; `null` while it is pending. */
  readonly durationMs: number | null;
}

/** What the receiver says of a delivery. The same in tests, on the command line, in this API and on the page. */
export interface Verdict {
  readonly level: Level;
  /** The whole verdict in a sentence. */
  readonly sentence: string;
  /** What to do about it, where there is something to do. */
  readonly fix?: string;
  /** HTTP status that the delivery deserves by itself; a script may have answered another one. */
  readonly status: number;
  /** The payload's shape; `unknown` also for what is no JSON. */
  readonly shape: Shape;
  /** Why the payload is of no shape that is accepted; empty if it is. */
  readonly issues: readonly Issue[];
  /** Every difference from the documented contract; empty if the body could not be read. */
  readonly drift: readonly Drift[];
  /** Why the body could not even be read, in a sentence. */
  readonly refusal?: string;
  /** The code of `refusal`, or of a token or signature that is wrong. */
  readonly code?: WebhookErrorCode;
  readonly signature: SignatureVerdict;
  /** JSON pointers to keys that occur twice in one object. */
  readonly duplicateKeys: readonly string[];
  /** What is known of the same delivery's other attempts. */
  readonly attempt: AttemptVerdict;
  /** Milliseconds from the envelope's `timestamp` to arrival; absent where there is none that can be read. */
  readonly ageMs?: number;
  /** What this event says otherwise than an earlier one of the same run. */
  readonly contradictions: readonly Contradiction[];
}

/** What was made of the signature. */
export interface SignatureVerdict {
  readonly state: SignatureState;
  /** Why it is not valid. */
  readonly code?: WebhookErrorCode;
  /** `webhook-id`, where it is valid. */
  readonly id?: string;
  /** `webhook-timestamp` in Unix seconds, where it is valid. */
  readonly timestamp?: number;
  /** What was signed, and what probably went wrong; no secret is in it. */
  readonly explanation?: SignatureExplanation;
}

/** The same delivery's attempts: same `webhook-id`, or same subscription, event type and run. */
export interface AttemptVerdict {
  /** Which attempt this is, from 1. */
  readonly number: number;
  /** Attempts that have arrived so far, and are kept. */
  readonly seen: number;
  /** Whether an earlier attempt was accepted, so that this one is a duplicate and no retry. */
  readonly duplicate: boolean;
  /** Whether the bytes are those of the attempt before; absent for the first. */
  readonly sameBytes?: boolean;
  /** Milliseconds since the attempt before; absent for the first. */
  readonly sinceLastMs?: number;
  /** What identifies the delivery. */
  readonly key: string;
  /** Where the key comes from: a signed id, or the payload. */
  readonly source: 'webhook-id' | 'payload';
}

/** A field of the run that an earlier event says otherwise. */
export interface Contradiction {
  /** Id of the earlier delivery. */
  readonly deliveryId: string;
  /** Field of the normalised run, such as `status` or `error.message`. */
  readonly field: string;
  /** What the earlier one says, described, and cut short where it is long. */
  readonly earlier: string;
  /** What this one says. */
  readonly later: string;
  readonly message: string;
}

/** One delivery, whole. */
export interface DeliveryDetail extends DeliverySummary {
  /** Path and query, as sent; a token masked. */
  readonly url: string;
  /** Names and values in turn, as they were on the wire. */
  readonly rawHeaders: readonly string[];
  /** Text of the body; what is no UTF-8 as U+FFFD. The exact bytes are at `…/body`. */
  readonly body: string;
  readonly isUtf8: boolean;
  /** The normalised form; absent where the body is no JSON. */
  readonly run?: unknown;
  readonly verdict: Verdict;
  readonly answered: Answer;
  /** All attempts at the same delivery, this one included, oldest first. */
  readonly attemptsSeen: readonly DeliverySummary[];
  /** Other events of the same run, oldest first. */
  readonly sameRun: readonly DeliverySummary[];
}

/** Answered to a clearing. */
export interface Cleared {
  /** How many deliveries were forgotten. */
  readonly cleared: number;
}

/** Which signature an outgoing delivery carries: a new one, those headers that it came with, or none, as stock Maxun. */
export type Signing = 'sign' | 'as-received' | 'unsigned';

/** Sends a delivery that arrived once more, byte by byte. */
export interface ReplayRequest {
  /** Where to; the receiver's own hook by default. Private addresses only where the receiver was started to allow them. */
  readonly url?: string;
  /** `as-received` by default; `sign` needs a secret, the receiver's first by default. */
  readonly signing?: Signing;
  /** A secret to sign with instead of the receiver's. It is not kept. */
  readonly secret?: string;
}

/** Sends a fixture. */
export interface SendRequest {
  /** Name of a fixture in {@link FixtureList}; its payload is that of another run each time. */
  readonly fixture?: string;
  /** Name of a way in {@link FixtureList} to break the fixture's body. */
  readonly fault?: string;
  /** A payload instead of a fixture. */
  readonly payload?: unknown;
  /** A body instead of either, sent as it is: for what is no JSON. */
  readonly body?: string;
  /** Values by dotted path, such as `data.robot_name`, put into the payload. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Where to; the receiver's own hook by default. */
  readonly url?: string;
  /** `sign` or `unsigned`; by default signed where the receiver has a secret. */
  readonly signing?: Exclude<Signing, 'as-received'>;
  /** A secret to sign with instead of the receiver's. It is not kept. */
  readonly secret?: string;
}

/** What became of a replay or a sent fixture. An endpoint that refuses is a result too, and no {@link ApiError}. */
export interface SendResult {
  /** Whether the endpoint answered 2xx. */
  readonly ok: boolean;
  readonly url: string;
  /** `null` where there was no answer. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Text of the endpoint's answer, cut at 64 KiB. */
  readonly body: string;
  readonly durationMs: number;
  /** Why there was no answer. */
  readonly error?: ApiError;
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

/** Everything that can be sent. */
export interface FixtureList {
  readonly fixtures: readonly Fixture[];
  /** The ways to break a body on purpose. */
  readonly faults: readonly FixtureFault[];
}

/** A way to break a body. */
export interface FixtureFault {
  /** Such as `truncated`. */
  readonly name: string;
  /** What it does. */
  readonly title: string;
}

/** A delivery as a file for a test: its headers but the signature's, and its payload. */
export interface FixtureFile {
  readonly shape: Shape;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed payload; where the body is no JSON, its text. */
  readonly payload: unknown;
}

/** Where to hand deliveries on to. */
export interface ForwardRequest {
  /** `null` to stop. */
  readonly url: string | null;
}

/** Where deliveries are handed on to, byte by byte. */
export interface ForwardState {
  /** Without credentials; `null` for nowhere. */
  readonly url: string | null;
}

/** One server-sent event: `event:` is its type, `data:` its data as JSON, `id:` what to resume from. */
export type StreamEvent =
  /** A delivery arrived. */
  | { readonly type: 'delivery'; readonly data: DeliverySummary }
  /** Something about a delivery changed: it was answered, or another attempt arrived. */
  | { readonly type: 'update'; readonly data: DeliverySummary }
  /** Everything was forgotten. */
  | { readonly type: 'cleared'; readonly data: Cleared }
  /** There is another script, or a step of it was used. */
  | { readonly type: 'script'; readonly data: ScriptState }
  | { readonly type: 'forward'; readonly data: ForwardState }
  /** The stream cannot be resumed from that id: read the list again. */
  | { readonly type: 'resync'; readonly data: Record<string, never> };
