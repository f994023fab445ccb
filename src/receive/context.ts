/**
 * What handlers get, typed by the event and by the receiver's `validation` mode.
 *
 * @module receive/context
 */
import type {
  DocumentedEventByType,
  DocumentedEventType,
  EventType,
  ObservedEventByShape,
  ObservedShape,
} from '#generated/events.js';
import type { QualityIssue, Run } from '../event/index.ts';
import type { HandlerTransaction } from '../queue/queue.ts';
import type { Drift, Shape } from '../validation/index.ts';
import type { DeliverySource, RawDelivery } from './delivery.ts';

/**
 * How payloads are judged.
 *
 * - `strict`: what does not meet the documented contract is answered 422; `event` is a documented one.
 * - `report`: every payload is taken; `event` is told by `shape`, with an `unknown` one among them.
 * - `off`: nothing is checked; `event` is `unknown`.
 */
export type ValidationMode = 'strict' | 'report' | 'off';

/** The end of a run that Maxun sends no webhook for; catching up finds it. */
export const RUN_ABORTED = 'run_aborted';

/** The event types that handlers of a mode can be for. Where nothing is checked, any. */
export type EventName<Mode extends ValidationMode> =
  | typeof RUN_ABORTED
  | (Mode extends 'strict'
      ? DocumentedEventType
      : Mode extends 'report'
        ? EventType
        : EventType | (string & {}));

/** A payload beside its shape and its event type: narrow `event` by either. */
export interface Shaped<Name extends Shape, Event, Type extends string = string> {
  /** Found by validating the payload; `unknown` where no contract describes it. */
  readonly shape: Name;
  /** `event_type` of the payload; `''` where it has none. */
  readonly eventType: Type;
  /** The payload as it was on the wire. */
  readonly event: Event;
}

type DocumentedArm<Name> = {
  [Type in DocumentedEventType]: Type extends Name
    ? Shaped<'documented', DocumentedEventByType[Type], Type>
    : never;
}[DocumentedEventType];

type ObservedArm<Name> = {
  [Each in ObservedShape]: ObservedEventByShape[Each]['event_type'] extends Name
    ? Shaped<Each, ObservedEventByShape[Each], ObservedEventByShape[Each]['event_type']>
    : never;
}[ObservedShape];

/** No contract describes an aborted run: `run` has its robot, times and status. */
type AbortedArm<Name> = typeof RUN_ABORTED extends Name
  ? Shaped<'unknown', unknown, typeof RUN_ABORTED>
  : never;

/** The payload of the events of given types, as a mode knows it. */
export type PayloadOf<Mode extends ValidationMode, Name extends string> = Mode extends 'strict'
  ? DocumentedArm<Name> | AbortedArm<Name>
  : Mode extends 'report'
    ? DocumentedArm<Name> | ObservedArm<Name> | AbortedArm<Name>
    : Shaped<'unknown', unknown>;

/** The payload of any event that a mode lets in. */
export type AnyPayload<Mode extends ValidationMode> = Mode extends 'strict'
  ? DocumentedArm<string>
  : Mode extends 'report'
    ? DocumentedArm<string> | ObservedArm<string> | Shaped<'unknown', unknown>
    : Shaped<'unknown', unknown>;

/** What is known of every delivery. */
export interface Received {
  /** Identifies the event: the same in every attempt, so an idempotency key. `webhook-id` where the delivery is signed. */
  readonly id: string;
  /** `event_type` of the payload; `''` where it has none. */
  readonly eventType: string;
  /** The run in its one normalised form, whatever the shape: each member says where it comes from. Made when it is first read. */
  readonly run: Run;
  /** How the event came: `webhook`, or `catch-up` where a program found it later, and gave or sent it. */
  readonly source: DeliverySource;
  /** When the event arrived, in milliseconds since 1970. */
  readonly receivedAt: number;
  /** When this attempt was signed, in Unix seconds; absent where it is not signed. */
  readonly signedAt?: number | undefined;
  /** JSON pointers of the keys that their object has more than once. Looked for when it is first read. */
  readonly duplicateKeys: readonly string[];
  /** The request, with the exact bytes of its body. */
  readonly delivery: RawDelivery;
}

/** What a handler gets besides the event. */
export interface Handling {
  /** Aborts when the handler's deadline is over, or the receiver closes: the delivery is tried again. */
  readonly signal: AbortSignal;
  /** Number of the attempt, from 1; always 1 without an inbox, which cannot know. */
  readonly attempt: number;
  /**
   * With an inbox in Postgres: a transaction that also marks the delivery as handled. What handlers write with it is
   * committed once, or not at all. With any other receiver, reading it throws a `TypeError`.
   */
  readonly tx: HandlerTransaction;
}

/** What `unwrap` gives. */
export type Unwrapped<Mode extends ValidationMode = 'report'> = AnyPayload<Mode> &
  Received & {
    /** Every difference from the contracts. Listed when it is first read. */
    readonly drift: DriftReport;
  };

/** What the handler of an event gets. */
export type EventContext<Mode extends ValidationMode, Name extends string> = PayloadOf<Mode, Name> &
  Received &
  Handling;

/** What the handlers of any event get. */
export type AnyContext<Mode extends ValidationMode> = (AnyPayload<Mode> | AbortedArm<string>) &
  Received &
  Handling;

/** How a payload differs from the contracts. */
export interface DriftReport {
  /** Every difference from the documented contract. */
  readonly documented: readonly Drift[];
  /** Every difference from what Maxun servers were observed to send; empty where the payload is a documented one. */
  readonly observed: readonly Drift[];
}

/** What listeners of drift get. */
export type DriftContext = Received & {
  readonly shape: Shape;
  readonly drift: DriftReport;
};

/** What listeners of quality get. */
export type QualityContext = Received & {
  /** What is unusual; at least one issue. */
  readonly quality: readonly QualityIssue[];
};

/** What the handler of a contradictory second failure gets: `first` tells it from the one that was handled. */
export type ConflictContext<Mode extends ValidationMode> = AnyPayload<Mode> &
  Received &
  Handling & {
    /** What is kept of the failure that was handled: its status, and the type and message of its error, as JSON. */
    readonly first: string;
  };

/** A handler. What it returns is not looked at; if it throws or rejects, the sender is asked to send again. */
export type Handler<Context> = (context: Context) => unknown;
