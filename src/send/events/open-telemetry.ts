/**
 * The part of the OpenTelemetry API that is used. The caller brings the API: this package does not load it.
 *
 * @module send/events/open-telemetry
 * @see https://opentelemetry.io/docs/specs/otel/
 */

/** Attributes of a span or of a measurement. */
export type TelemetryAttributes = Record<string, string | number>;

/** The part of a span that is used. */
export interface TelemetrySpan {
  /** Sets several at once. */
  setAttributes(attributes: TelemetryAttributes): unknown;
  /** Marks a failure. */
  setStatus(status: { code: number; message?: string }): unknown;
  /** Ends the span. */
  end(): void;
}

/** The part of a tracer that is used. */
export interface TelemetryTracer {
  /** Starts a span. */
  startSpan(
    name: string,
    options?: { kind?: number; attributes?: TelemetryAttributes; root?: boolean },
  ): TelemetrySpan;
}

/** An instrument that counts. */
export interface TelemetryCounter {
  /** Counts on. */
  add(value: number, attributes?: TelemetryAttributes): void;
}

/** An instrument that records values. */
export interface TelemetryHistogram {
  /** Records a value. */
  record(value: number, attributes?: TelemetryAttributes): void;
}

/** How an instrument is described: in words, and by its unit in UCUM. */
export interface InstrumentOptions {
  description?: string;
  unit?: string;
}

/** The part of a meter that is used. */
export interface TelemetryMeter {
  /** Creates an instrument that counts. */
  createCounter(name: string, options?: InstrumentOptions): TelemetryCounter;
  /** Creates an instrument that records values. */
  createHistogram(name: string, options?: InstrumentOptions): TelemetryHistogram;
}

/** The part of the module `@opentelemetry/api` that is used: give `import * as openTelemetry from '@opentelemetry/api'`. */
export interface OpenTelemetry {
  readonly trace: {
    /** Gives the tracer of a library. */
    getTracer(name: string): TelemetryTracer;
  };
  readonly metrics: {
    /** Gives the meter of a library. */
    getMeter(name: string): TelemetryMeter;
  };
}
