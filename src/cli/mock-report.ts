/**
 * The line that `mock` prints for a delivery.
 *
 * @module cli/mock-report
 */
import type { Delivery } from '../../mock-server/index.ts';
import { paint, safe } from './terminal.ts';

/** Characters of the first finding that fit on a line. */
const MAX_FINDING = 160;

/**
 * A delivery on one line: time, event type, robot, what was answered, first finding.
 *
 * @param delivery the delivery, answered
 */
export function describeDelivery(delivery: Delivery): string {
  const { receivedAt, verdict, summary } = delivery;
  const { refusal, signature, issues, drift, contradictions, quality } = verdict;
  const first =
    refusal ??
    signature.explanation?.message ??
    issues[0]?.message ??
    contradictions[0]?.message ??
    quality[0] ??
    drift[0]?.message ??
    '';
  const parts = [
    receivedAt.slice(11, 23),
    nameOf(summary.eventType).padEnd(13),
    nameOf(summary.robotName),
    paintAnswer(delivery),
    ...marksOf(delivery),
    safe(cut(first, MAX_FINDING)),
  ];
  return parts.filter((part) => part !== '').join('  ');
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

function paintAnswer({ response, summary: { status, shape, drift, issues } }: Delivery): string {
  if (status === null) return paint('red', response.kind);
  if (status < 200 || status > 299)
    return paint('red', `${status} ${issues > 0 ? `${issues} issue(s)` : REFUSED_BY[response.by]}`);
  if (drift === 0) return paint('green', `${status} ${shape}`);
  return paint('yellow', `${status} ${shape}, ${drift} drift`);
}

const REFUSED_BY: Readonly<Record<Delivery['response']['by'], string>> = {
  verdict: 'refused',
  script: 'by the script',
  forward: 'by the endpoint',
  endpoint: 'by the endpoint',
};

/** Characters of an endpoint's answer that fit on a line. */
const MAX_ANSWER = 80;

function marksOf({ response, summary: { attempt, duplicate, signature, quality } }: Delivery): string[] {
  const marks: string[] = [];
  if (signature === 'valid') marks.push(paint('green', 'signed'));
  if (duplicate) marks.push(paint('yellow', `duplicate, attempt ${attempt}`));
  else if (attempt > 1) marks.push(`attempt ${attempt}`);
  if (quality > 0) marks.push(paint('yellow', 'unusual'));
  if (response.by === 'forward') {
    marks.push(
      `endpoint answered ${response.status} in ${response.durationMs} ms: ${safe(cut(response.body, MAX_ANSWER))}`,
    );
  }
  return marks;
}

function nameOf(value: string | undefined): string {
  return value === undefined ? '-' : safe(value.slice(0, 40));
}
