/**
 * Spans and metrics by the OpenTelemetry API, which the caller brings: this package does not load it.
 *
 * @module send/events/telemetry
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span
 */
import type {
  OpenTelemetry,
  TelemetryAttributes,
  TelemetryCounter,
  TelemetryHistogram,
  TelemetrySpan,
  TelemetryTracer,
} from './open-telemetry.ts';
import type { AttemptEvent, DeadEvent, DeliveredEvent, DeliverySubject } from './sender-events.ts';

const SCOPE = 'maxun-webhooks';
/** `SpanKind.CLIENT` and `SpanStatusCode.ERROR` of the API: numbers, since its enums would have to be loaded. */
const CLIENT = 2;
const ERROR = 2;
const MS_PER_SECOND = 1_000;

/** The span of a running attempt. */
export interface AttemptSpan {
  /** @param event how it ended */
  end(event: AttemptEvent): void;
}

/** A sender's spans and metrics. */
export class Telemetry {
  readonly #tracer: TelemetryTracer;
  readonly #durations: TelemetryHistogram;
  readonly #latencies: TelemetryHistogram;
  readonly #deliveries: TelemetryCounter;
  readonly #onFault: (cause: unknown) => void;

  /**
   * @param api the module `@opentelemetry/api`
   * @param onFault called with what the API throws: a delivery does not depend on it
   */
  constructor({ trace, metrics }: OpenTelemetry, onFault: (cause: unknown) => void) {
    this.#onFault = onFault;
    this.#tracer = trace.getTracer(SCOPE);
    const meter = metrics.getMeter(SCOPE);
    this.#durations = meter.createHistogram('maxun_webhooks.attempt.duration', {
      description: 'Duration of attempts to deliver a webhook',
      unit: 's',
    });
    this.#latencies = meter.createHistogram('maxun_webhooks.delivery.latency', {
      description: 'From the acceptance of a webhook to its delivery',
      unit: 's',
    });
    this.#deliveries = meter.createCounter('maxun_webhooks.deliveries', {
      description: 'Webhooks that were delivered or given up',
      unit: '{delivery}',
    });
  }

  /**
   * @param subject which delivery
   * @param attempt number of the attempt, from 1
   * @returns its span
   */
  startAttempt(subject: DeliverySubject, attempt: number): AttemptSpan {
    const { id, endpoint, eventType } = subject;
    const attributes = {
      'http.request.method': 'POST',
      'http.request.resend_count': attempt - 1,
      ...serverOf(subject),
      'maxun_webhooks.delivery.id': id,
      'maxun_webhooks.endpoint.id': endpoint,
      'maxun_webhooks.event.type': eventType,
    };
    // A root span: the event may have been accepted long ago or by another process.
    let span: TelemetrySpan | undefined;
    this.#try(() => {
      span = this.#tracer.startSpan('POST', { kind: CLIENT, attributes, root: true });
    });
    return { end: (event) => this.#try(() => this.#endAttempt(span, event)) };
  }

  /**
   * @param outcome of a delivery
   * @param event of that
   */
  recordEnd(outcome: 'delivered' | 'dead', event: DeliveredEvent | DeadEvent): void {
    const labels = { 'maxun_webhooks.event.type': event.eventType, 'maxun_webhooks.outcome': outcome };
    this.#try(() => {
      this.#deliveries.add(1, labels);
      if ('latencyMs' in event) this.#latencies.record(event.latencyMs / MS_PER_SECOND, labels);
    });
  }

  #endAttempt(span: TelemetrySpan | undefined, event: AttemptEvent): void {
    this.#durations.record(event.durationMs / MS_PER_SECOND, { ...labelsOf(event), ...serverOf(event) });
    span?.setAttributes(resultOf(event));
    if (event.outcome !== 'delivered') span?.setStatus({ code: ERROR, message: event.code ?? '' });
    span?.end();
  }

  #try(call: () => void): void {
    try {
      call();
    } catch (cause) {
      this.#onFault(cause);
    }
  }
}

function serverOf({ host }: DeliverySubject): TelemetryAttributes {
  const [, address = host, port] = /^(.*?)(?::(\d+))?$/.exec(host) ?? [];
  return port === undefined
    ? { 'server.address': address }
    : { 'server.address': address, 'server.port': Number(port) };
}

function resultOf({ status, code }: AttemptEvent): TelemetryAttributes {
  return {
    ...(status !== undefined && { 'http.response.status_code': status }),
    ...(code !== undefined && { 'error.type': code }),
  };
}

function labelsOf(event: AttemptEvent): TelemetryAttributes {
  return {
    'maxun_webhooks.event.type': event.eventType,
    'maxun_webhooks.outcome': event.outcome,
    ...resultOf(event),
  };
}
