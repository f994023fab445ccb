/**
 * Counts what a relay does, in Prometheus' text format.
 *
 * @module relay/metrics
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
import type { QueueStats } from '../queue/queue.ts';
import type { DeliverySource } from '../receive/index.ts';
import type { AttemptEvent, DeliveredEvent } from '../send/index.ts';

const HELP = {
  maxun_relay_received_total: ['counter', 'Requests at the hook, by the status of the answer.'],
  maxun_relay_events_total: [
    'counter',
    'Events taken out of the inbox, by how they came and whether an endpoint took them.',
  ],
  maxun_relay_attempts_total: ['counter', 'Attempts at endpoints, by outcome.'],
  maxun_relay_latency_seconds_sum: [
    'counter',
    'Seconds from the outbox to the endpoint, of all that arrived.',
  ],
  maxun_relay_latency_seconds_count: ['counter', 'Deliveries that arrived.'],
  maxun_relay_queue: ['gauge', 'Deliveries in a queue, by state.'],
  maxun_relay_overdue_seconds: ['gauge', 'How long the oldest waiting delivery of a queue has been due.'],
} as const;

type Name = keyof typeof HELP;
type Labels = Readonly<Record<string, string | number>>;

/** The counters of one relay. */
export class Metrics {
  readonly #counts = new Map<Name, Map<string, number>>();

  /** @param status of the answer to a request at the hook */
  received(status: number): void {
    this.#add('maxun_relay_received_total', { status });
  }

  /** @param source of an event @param endpoints how many take it */
  forwarded(source: DeliverySource, endpoints: number): void {
    this.#add('maxun_relay_events_total', { source, taken: endpoints > 0 ? 'yes' : 'no' });
  }

  /** @param attempt at an endpoint */
  attempted({ endpoint, outcome }: AttemptEvent): void {
    this.#add('maxun_relay_attempts_total', { endpoint, outcome });
  }

  /** @param delivered that arrived */
  delivered({ endpoint, latencyMs }: DeliveredEvent): void {
    this.#add('maxun_relay_latency_seconds_sum', { endpoint }, latencyMs / 1_000);
    this.#add('maxun_relay_latency_seconds_count', { endpoint });
  }

  /**
   * @param queues the counts of the queues, by name; empty if they cannot be read
   * @param now in milliseconds since 1970
   * @returns all figures as text
   */
  text(queues: Readonly<Record<string, QueueStats>>, now: number): string {
    const gauges = new Metrics();
    for (const [queue, { oldestDueAt = now, ...states }] of Object.entries(queues)) {
      for (const state of ['waiting', 'due', 'inFlight', 'disabled', 'dead'] as const)
        gauges.#add('maxun_relay_queue', { queue, state }, states[state]);
      gauges.#add('maxun_relay_overdue_seconds', { queue }, Math.max(0, now - oldestDueAt) / 1_000);
    }
    return [...this.#counts, ...gauges.#counts].flatMap(([name, series]) => linesOf(name, series)).join('');
  }

  #add(name: Name, labels: Labels, value = 1): void {
    const series = this.#counts.get(name) ?? new Map<string, number>();
    this.#counts.set(name, series);
    const key = Object.entries(labels)
      .map(([label, text]) => `${label}="${escaped(String(text))}"`)
      .join(',');
    series.set(key, (series.get(key) ?? 0) + value);
  }
}

function linesOf(name: Name, series: ReadonlyMap<string, number>): string[] {
  const [type, help] = HELP[name];
  const head = `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
  return [head, ...[...series].map(([labels, value]) => `${name}{${labels}} ${value}\n`)];
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
