/**
 * The simulated REST API of Maxun beside the mock receiver: it has the runs of what the receiver gets, and a few of which no
 * webhook came.
 *
 * @module cli/mock-maxun-api
 */
import {
  type FinishedRun,
  type SimulatedMaxunApi,
  simulateMaxunApi,
  type StoredRun,
} from '../simulate/index.ts';

/** A delivery, as far as its run is concerned. */
interface Delivery {
  readonly payload: unknown;
  readonly body: Uint8Array;
  readonly verdict: { readonly expectedStatus: number };
}

/** The mock receiver, as far as it is listened to. */
interface Deliveries {
  onDelivery(listener: (delivery: Delivery) => void): unknown;
}

/** The most bytes of deliveries whose runs are kept. Above it, the oldest runs are removed. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Runs that are there from the start, as if their webhooks had been lost, or Maxun had sent none. */
const LOST: readonly FinishedRun[] = [
  { robot: 'extract' },
  { robot: 'extract', startedBy: 'api' },
  { robot: 'extract', startedBy: 'schedule', outcome: 'failed' },
  { robot: 'extract', outcome: 'aborted' },
  { robot: 'scrape', startedBy: 'schedule' },
  { robot: 'document' },
];

/**
 * @param mock the mock receiver
 * @param port to listen on; `true` for any
 * @returns the API, which listens on this machine alone. Its key is `MAXUN_API_KEY` of the environment, or a random one
 * @throws {DeliveryError} ERR_WEBHOOK_PORT_IN_USE if the port is taken
 */
export async function startMaxunApi(mock: Deliveries, port: number | true): Promise<SimulatedMaxunApi> {
  const apiKey = process.env['MAXUN_API_KEY'] || undefined;
  const api = await simulateMaxunApi({ port: port === true ? 0 : port, apiKey });
  for (const run of LOST) api.addRun(run);
  const sizes = new Map<StoredRun, number>();
  let bytes = 0;
  // Before the delivery is answered or forwarded: who gets it may ask for its run at once.
  mock.onDelivery((delivery) => {
    const row = isEvent(delivery) ? api.addEvent(delivery.payload) : undefined;
    if (row === undefined) return;
    bytes += delivery.body.length - (sizes.get(row) ?? 0);
    sizes.set(row, delivery.body.length);
    for (const [oldest, size] of sizes) {
      if (bytes <= MAX_BYTES) break;
      sizes.delete(oldest);
      bytes -= size;
      api.remove(oldest);
    }
  });
  return api;
}

/** A delivery that was refused adds no run: a stranger may have sent it. */
function isEvent(delivery: Delivery): delivery is Delivery & { readonly payload: object } {
  const { payload, verdict } = delivery;
  return typeof payload === 'object' && payload !== null && verdict.expectedStatus < 300;
}
