/**
 * `maxun-webhooks mock`: the mock receiver on the desk.
 *
 * @module cli/commands/mock
 */
import { type Delivery, startMockReceiver } from '../../../mock-server/index.ts';
import { documentedExamples } from '#generated/examples.js';
import { DeliveryError } from '../../errors/index.ts';
import { paint, safe } from '../terminal.ts';

/** The options of the command, as the command line gives them. */
export interface MockCommandOptions {
  readonly port: number;
  readonly host: string;
  readonly strict: boolean;
}

/**
 * Starts the mock receiver, prints a line per delivery, and stops at Ctrl-C.
 *
 * @param options port, host, how strict
 * @returns the exit code: 0 after Ctrl-C, 1 if the port is taken
 */
export async function mockCommand({ port, host, strict }: MockCommandOptions): Promise<number> {
  const started = await startMockReceiver({ port, host, strict, path: '/hook' }).catch((error: unknown) => {
    if (!(error instanceof DeliveryError)) throw error;
    console.error(`${error.message} For example: maxun-webhooks mock --port ${port + 1}`);
    return undefined;
  });
  if (started === undefined) return 1;
  const interrupted = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  console.log(greeting(started.url));
  started.onDelivery((delivery) => console.log(describeDelivery(delivery)));
  await interrupted;
  await started.close();
  return 0;
}

function greeting(url: string): string {
  const control = new URL('/__mock/deliveries', url).href;
  const body = JSON.stringify(documentedExamples.run_failed.payload);
  return [
    paint('bold', 'Mock receiver for Maxun webhooks'),
    `  deliveries to  ${paint('green', url)}`,
    `  what arrived   ${control}`,
    `  stop with      Ctrl-C`,
    '',
    'Try it, in another terminal:',
    '',
    `curl ${url} -H 'content-type: application/json' -d '${body.replaceAll("'", String.raw`'\''`)}'`,
    '',
  ].join('\n');
}

/** Characters of the first issue that fit on a line. */
const MAX_ISSUE = 160;

/**
 * A delivery on one line: time, event type, robot, verdict, first issue.
 *
 * @param delivery the delivery
 */
export function describeDelivery({ receivedAt, body, verdict }: Delivery): string {
  const { type, robot } = subjectOf(body);
  const first = verdict.refusal ?? verdict.issues[0]?.message ?? verdict.drift[0]?.message ?? '';
  const parts = [
    receivedAt.slice(11, 23),
    type.padEnd(13),
    robot,
    paintVerdict(verdict),
    first.slice(0, MAX_ISSUE),
  ];
  return parts.filter((part) => part !== '').join('  ');
}

function paintVerdict({ status, shape, drift, issues }: Delivery['verdict']): string {
  if (status !== 200)
    return paint('red', `${status} ${issues.length > 0 ? `${issues.length} issue(s)` : 'refused'}`);
  if (drift.length === 0) return paint('green', `200 ${shape}`);
  return paint('yellow', `200 ${shape}, ${drift.length} drift`);
}

function subjectOf(body: Uint8Array): { type: string; robot: string } {
  try {
    const { event_type: type, data } = JSON.parse(new TextDecoder().decode(body)) as {
      event_type?: unknown;
      data?: { robot_name?: unknown; robotName?: unknown } | null;
    };
    const robot = data?.robot_name ?? data?.robotName;
    return { type: nameOf(type), robot: nameOf(robot) };
  } catch {
    return { type: '-', robot: '-' };
  }
}

function nameOf(value: unknown): string {
  return typeof value === 'string' ? safe(value.slice(0, 40)) : '-';
}
