/**
 * A delivery as tests, the command line and the control API see it.
 *
 * @module mock-server/journal/delivery
 */
import { PayloadError } from '../../src/errors/index.ts';
import { normalize, parseBody, type Run, scanJson } from '../../src/event/index.ts';
import type { Answer, Contradiction, DeliverySummary, Verdict } from '../api/types.ts';
import { itemsOf } from './chain.ts';
import { contradictionsOf } from '../verdict/contradictions.ts';
import { bodyOf, type Entry, rawHeadersOf } from './entry.ts';
import { answeredStatus, answerOf, isVerdicts } from '../hook/response.ts';
import type { Subject } from './subject.ts';
import { attemptsSeen, verdictOf } from '../verdict/verdict.ts';
import { levelOf, sentenceFor } from '../verdict/messages.ts';

/** One delivery, as it arrived, and what was made of it. */
export interface Delivery extends Subject {
  /** Its number since the start, as text, from `1`. */
  readonly id: string;
  /** When it had arrived, in ISO 8601. */
  readonly receivedAt: string;
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  /** Header names and values in turn, as they were on the wire. */
  readonly rawHeaders: readonly string[];
  /** The headers by their name in lower case; several of one name joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes of the body. */
  readonly body: Uint8Array;
  /** The body as text. */
  readonly text: string;
  /** The parsed body; `undefined` where it is no JSON. */
  readonly payload: unknown;
  /** The normalised form of the payload. */
  readonly run: Run;
  /** What the receiver says of it. */
  readonly verdict: Verdict;
  /** What it was answered. */
  readonly answer: Answer;
  /** The delivery in one row. */
  readonly summary: DeliverySummary;
  /** Name of the boundary that it came to; `undefined` for the receiver's own hook. */
  readonly boundary: string | undefined;
  /** Whether it came after that, or the receiver, was closed. */
  readonly late: boolean;
  /** All attempts at the same delivery that are kept, this one included, oldest first. */
  readonly attempts: readonly Delivery[];
  /** Other events of the same run that are kept, oldest first. */
  readonly sameRun: readonly Delivery[];
}

/** Earlier events of a run that one is compared with; Maxun sends three at most. */
const MAX_EARLIER = 20;

interface Parsed {
  readonly value: unknown;
  readonly duplicateKeys: readonly string[];
}

/** A delivery that is kept. What is worked out from its bytes is forgotten with this object, not kept with the bytes. */
export class KeptDelivery implements Delivery {
  readonly id: string;
  readonly #entry: Entry;
  readonly #strict: boolean;
  #parsed: Parsed | undefined;
  #run: Run | undefined;
  #contradictions: Contradiction[] | undefined;

  /**
   * @param entry what is kept
   * @param strict whether it was judged by the documented contract alone
   */
  constructor(entry: Entry, strict: boolean) {
    this.id = String(entry.number);
    this.#entry = entry;
    this.#strict = strict;
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
  get boundary(): string | undefined {
    return this.#entry.boundary;
  }
  get late(): boolean {
    return this.#entry.late;
  }
  get rawHeaders(): readonly string[] {
    return rawHeadersOf(this.#entry);
  }
  get headers(): Readonly<Record<string, string>> {
    return joinHeaders(this.rawHeaders);
  }
  get body(): Uint8Array {
    return bodyOf(this.#entry);
  }
  get text(): string {
    return bodyOf(this.#entry).toString('utf8');
  }
  get payload(): unknown {
    return this.#read().value;
  }
  get run(): Run {
    return (this.#run ??= normalize(this.payload));
  }
  get answer(): Answer {
    const entry = this.#entry;
    // Only an answer of 422 tells the issues, and only for that the body is read again.
    const tells = isVerdicts(entry.answer) && entry.code === 'ERR_WEBHOOK_PAYLOAD_INVALID';
    return answerOf(entry, tells ? this.verdict.issues : []);
  }

  get verdict(): Verdict {
    const { value: payload, duplicateKeys } = this.#read();
    const contradictions = this.#compare();
    return verdictOf({ entry: this.#entry, payload, duplicateKeys, contradictions, strict: this.#strict });
  }

  get summary(): DeliverySummary {
    const entry = this.#entry;
    // Counting reads the whole body, so it is done once for each delivery.
    if (entry.drift < 0) void this.verdict;
    const { id, receivedAt, method } = this;
    return {
      id,
      receivedAt,
      method,
      ...subjectFields(entry),
      shape: entry.shape,
      signature: entry.signature,
      status: answeredStatus(entry),
      answer: entry.answer.kind,
      attempt: entry.attempt,
      attempts: attemptsSeen(entry),
      duplicate: entry.duplicate,
      contradiction: entry.contradictions > 0,
      issues: entry.issues,
      drift: entry.drift,
      bytes: entry.bodyBytes,
      late: entry.late,
      level: levelOf(entry),
      sentence: sentenceFor(entry),
    };
  }

  get attempts(): readonly Delivery[] {
    const { attempts } = this.#entry;
    return attempts === undefined ? [this] : this.#view(itemsOf(attempts));
  }

  get sameRun(): readonly Delivery[] {
    const { events, key } = this.#entry;
    return events === undefined ? [] : this.#view(itemsOf(events).filter((other) => other.key !== key));
  }

  /** What `JSON.stringify` and the test runners print: the row of the list. */
  toJSON(): DeliverySummary {
    return this.summary;
  }

  #view(entries: readonly Entry[]): Delivery[] {
    return entries.map((entry) => new KeptDelivery(entry, this.#strict));
  }

  #read(): Parsed {
    return (this.#parsed ??= parse(bodyOf(this.#entry)));
  }

  #compare(): Contradiction[] {
    return (this.#contradictions ??= contradictionsOf(
      this.run,
      earlierEvents(this.#entry).map((entry) => ({
        deliveryId: String(entry.number),
        run: normalize(parse(bodyOf(entry)).value),
      })),
    ));
  }
}

/** Earlier events of the same run, but not earlier attempts at the same event. The "Test" button has no run. */
function earlierEvents({ events, key, shape }: Entry): Entry[] {
  const found: Entry[] = [];
  if (shape === 'webhook-test') return found;
  let walked = 0;
  for (let link = events?.before; link !== undefined && walked < MAX_EARLIER; link = link.before) {
    walked += 1;
    if (link.item.key !== key && link.item.shape !== 'webhook-test') found.push(link.item);
  }
  return found;
}

/**
 * The payload of a body.
 *
 * @param body the exact bytes
 * @returns `undefined` where it is no JSON
 */
export function payloadOf(body: Uint8Array): unknown {
  return parse(body).value;
}

function parse(body: Uint8Array): Parsed {
  try {
    const { value, text } = parseBody(body, { maxBodyBytes: Math.max(body.byteLength, 1) });
    return { value, duplicateKeys: scanJson(text).duplicateKeys };
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    return { value: undefined, duplicateKeys: [] };
  }
}

function joinHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = [rawHeaders[index]?.toLowerCase(), rawHeaders[index + 1]];
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}

/** Characters of an event type that a row shows. */
const MAX_EVENT_TYPE = 100;

function subjectFields({
  eventType,
  robotId,
  robotName,
  runId,
  runStatus,
}: Subject): Partial<DeliverySummary> {
  return {
    ...(eventType === undefined ? {} : { eventType: eventType.slice(0, MAX_EVENT_TYPE) }),
    ...(robotId === undefined ? {} : { robotId }),
    ...(robotName === undefined ? {} : { robotName }),
    ...(runId === undefined ? {} : { runId }),
    ...(runStatus === undefined ? {} : { runStatus }),
  };
}
