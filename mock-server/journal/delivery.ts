/**
 * A delivery as tests, the command line and the control API see it.
 *
 * @module mock-server/journal/delivery
 */
import { normalize, type Run, scanJson } from '../../src/event/index.ts';
import type { Contradiction, DeliveryResponse, DeliverySummary, Verdict } from '../api/types.ts';
import { joinHeaders } from '../api/headers.ts';
import { describeResponse } from '../hook/response.ts';
import { contradictionsOf } from '../verdict/contradictions.ts';
import { levelOf, sentenceFor } from '../verdict/messages.ts';
import { verdictOf } from '../verdict/verdict.ts';
import { digestOf, findingsIn, readPayload } from './digest.ts';
import { type Digest, type Entry, rawHeadersOf } from './entry.ts';
import { MAX_EARLIER, MAX_EVENT_TYPE } from './limits.ts';
import type { Subject } from './subject.ts';

/** One delivery, as it arrived, and its verdict. */
export interface Delivery extends Subject {
  /** Its number, as text, counted from `1`. */
  readonly id: string;
  /** When it had arrived, in ISO 8601. */
  readonly receivedAt: string;
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  /** Header names and values, alternating, as they were on the wire. */
  readonly rawHeaders: readonly string[];
  /** The headers by their name in lower case; several of one name joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes of the body. */
  readonly body: Uint8Array;
  /** Whether the body was read whole; if not, `body` is empty. */
  readonly isComplete: boolean;
  /** The body as text. */
  readonly text: string;
  /** The parsed body; `undefined` if it is not JSON. */
  readonly payload: unknown;
  /** The normalised form of the payload. */
  readonly run: Run;
  /** The verdict of the receiver. */
  readonly verdict: Verdict;
  /** How it was answered. */
  readonly response: DeliveryResponse;
  /** The delivery in one row. */
  readonly summary: DeliverySummary;
  /** Name of the isolated inbox that it came to; `undefined` for the receiver's own hook. */
  readonly inbox: string | undefined;
  /** Whether it came after that inbox, or the receiver, was closed. */
  readonly late: boolean;
  /** All attempts at the same delivery that are kept, this one included, oldest first. */
  readonly attempts: readonly Delivery[];
  /** Other events of the same run that are kept, oldest first. */
  readonly sameRun: readonly Delivery[];
}

/** What a delivery needs to know of others. */
export interface DeliveryContext {
  readonly journal: {
    attemptsAt(entry: Entry): readonly Entry[];
    deliveriesOfRun(entry: Entry): readonly Entry[];
  };
  /** Whether deliveries are judged by the documented contract alone. */
  readonly strict: boolean;
}

/** A body that was parsed. */
interface Parsed {
  /** `undefined` if it is not JSON. */
  readonly payload: unknown;
}

/** A kept delivery. Values that are computed from its bytes belong to this object, and are not stored in the journal. */
export class KeptDelivery implements Delivery {
  readonly id: string;
  readonly #entry: Entry;
  readonly #context: DeliveryContext;
  #parsed: Parsed | undefined;

  /**
   * @param entry what is kept
   * @param context the journal
   * @param parsed the parsed body, if it is known already
   */
  constructor(entry: Entry, context: DeliveryContext, parsed?: Parsed) {
    this.id = String(entry.number);
    this.#entry = entry;
    this.#context = context;
    this.#parsed = parsed;
  }

  get receivedAt(): string {
    return new Date(this.#entry.receivedAtMs).toISOString();
  }
  get method(): string {
    return this.#entry.method;
  }
  get url(): string {
    return this.#entry.url;
  }
  get eventType(): string | undefined {
    return this.#entry.eventType;
  }
  get robotId(): string | undefined {
    return this.#entry.robotId;
  }
  get robotName(): string | undefined {
    return this.#entry.robotName;
  }
  get runId(): string | undefined {
    return this.#entry.runId;
  }
  get runStatus(): string | undefined {
    return this.#entry.runStatus;
  }
  get inbox(): string | undefined {
    return this.#entry.inbox;
  }
  get late(): boolean {
    return this.#entry.late;
  }
  get isComplete(): boolean {
    return this.#entry.isComplete;
  }
  get rawHeaders(): readonly string[] {
    return rawHeadersOf(this.#entry);
  }
  get headers(): Readonly<Record<string, string>> {
    return joinHeaders(this.rawHeaders);
  }
  get body(): Uint8Array {
    return this.#entry.body;
  }
  get text(): string {
    return this.#entry.body.toString('utf8');
  }
  get payload(): unknown {
    return (this.#parsed ??= { payload: readPayload(this.#entry) }).payload;
  }
  get run(): Run {
    return normalize(this.payload);
  }
  get response(): DeliveryResponse {
    return describeResponse(this.#entry.response, this.#entry.respondedAfterMs);
  }

  get verdict(): Verdict {
    const entry = this.#entry;
    const { strict, journal } = this.#context;
    const { payload } = this;
    const duplicateKeys = payload === undefined ? [] : scanJson(this.text).duplicateKeys;
    const findings = findingsIn(payload, entry, strict);
    const attempts = journal.attemptsAt(entry);
    return verdictOf({
      entry,
      payload,
      duplicateKeys,
      ...findings,
      attempts,
      contradictions: this.#contradictions(),
    });
  }

  get summary(): DeliverySummary {
    const entry = this.#entry;
    const { issues, drift } = this.#digest;
    const counts = { issues, drift, contradictions: this.#contradictions().length };
    const { id, receivedAt, method } = this;
    const { response, duplicate, attempt, shape, signature, expectedStatus, late, misdirected } = entry;
    return {
      id,
      receivedAt,
      method,
      ...subjectFields(entry),
      shape,
      signature,
      expectedStatus,
      status: response.reply?.status ?? null,
      responseKind: response.kind,
      attempt,
      attempts: this.#context.journal.attemptsAt(entry).at(-1)?.attempt ?? attempt,
      duplicate,
      contradiction: counts.contradictions > 0,
      issues,
      drift,
      quality: entry.quality.length,
      bytes: entry.body.byteLength,
      late,
      misdirected,
      level: levelOf(entry, counts),
      sentence: sentenceFor(entry, counts),
    };
  }

  get attempts(): readonly Delivery[] {
    return this.#view(this.#context.journal.attemptsAt(this.#entry));
  }

  get sameRun(): readonly Delivery[] {
    const { runId, key } = this.#entry;
    if (runId === undefined) return [];
    return this.#view(
      this.#context.journal.deliveriesOfRun(this.#entry).filter((other) => other.key !== key),
    );
  }

  /** What `JSON.stringify` and the test runners print: the row of the list. */
  toJSON(): DeliverySummary {
    return this.summary;
  }

  #view(entries: readonly Entry[]): Delivery[] {
    return entries.map((entry) => new KeptDelivery(entry, this.#context));
  }

  get #digest(): Digest {
    return digestOf(this.#entry, this.#context.strict, () => this.payload);
  }

  #contradictions(): Contradiction[] {
    const { strict } = this.#context;
    const earlier = this.#earlierEvents().map((entry) => ({
      deliveryId: String(entry.number),
      facts: digestOf(entry, strict).facts,
    }));
    return earlier.length === 0 ? [] : contradictionsOf(this.#digest.facts, earlier);
  }

  /** Earlier events of the same run, but not earlier attempts at the same event. The "Test" button has no run. */
  #earlierEvents(): Entry[] {
    const { runId, shape, key } = this.#entry;
    if (runId === undefined || shape === 'webhook-test') return [];
    const events = this.#context.journal.deliveriesOfRun(this.#entry);
    const end = events.lastIndexOf(this.#entry);
    return events
      .slice(Math.max(0, end - MAX_EARLIER), end)
      .filter((other) => other.key !== key && other.shape !== 'webhook-test');
  }
}

function subjectFields(subject: Subject): Partial<DeliverySummary> {
  const { eventType, robotId, robotName, runId, runStatus } = subject;
  const fields = { eventType: eventType?.slice(0, MAX_EVENT_TYPE), robotId, robotName, runId, runStatus };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
