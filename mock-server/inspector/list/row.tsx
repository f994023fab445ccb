/**
 * The lines of the list.
 *
 * @module mock-server/inspector/list/row
 */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { DeliverySummary } from '../../api/types.ts';
import { openDelivery } from '../state/route.ts';
import { Badge, ShapeBadge, StatusBadge } from '../ui/badge.tsx';
import { LevelIcon, type Tone } from '../ui/level.tsx';
import { formatTime, shortId } from '../ui/text.ts';
import type { DeliveryItem, RunItem } from './arrange.ts';

/** Height of a delivery's line in pixels, as in the style sheet. */
export const ROW_HEIGHT = 54;

/** Height of a run's heading in pixels, as in the style sheet. */
export const HEADING_HEIGHT = 34;

/** Where a line stands. */
export interface PlaceProps {
  /** Pixels from the top of the list. */
  readonly top: number;
}

/** The heading of a run with several deliveries. */
export function RunHeading({ item, top }: PlaceProps & { item: RunItem }): JSX.Element {
  return (
    <div class="run-heading" role="presentation" style={{ transform: `translateY(${top}px)` }}>
      <span class="run-robot">{item.robot ?? 'Run'}</span>
      <code title={item.runId}>{shortId(item.runId)}</code>
      <span class="run-count">{item.count} deliveries</span>
    </div>
  );
}

/** What {@link DeliveryRow} takes. */
export interface DeliveryRowProps extends PlaceProps {
  readonly item: DeliveryItem;
  readonly selected: boolean;
}

/** The line of a delivery. */
export function DeliveryRow({ item: { delivery, place }, top, selected }: DeliveryRowProps): JSX.Element {
  const grouped = place !== 'alone';
  // The same element as before costs no comparison: when rows arrive fast, only their places change.
  const content = useMemo(() => <RowContent delivery={delivery} grouped={grouped} />, [delivery, grouped]);
  return (
    <div
      id={`delivery-${delivery.id}`}
      class={`row ${grouped ? `grouped ${place}` : ''}`}
      role="option"
      aria-selected={selected}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => openDelivery(delivery.id)}
    >
      {content}
    </div>
  );
}

function RowContent({ delivery, grouped }: { delivery: DeliverySummary; grouped: boolean }): JSX.Element {
  const { eventType, receivedAt, id } = delivery;
  return (
    <>
      <LevelIcon tone={toneOf(delivery)} />
      <div class="row-main">
        <span class={`row-type ${eventType === undefined ? 'none' : ''}`}>
          {eventType ?? 'no event type'}
        </span>
        <ShapeBadge shape={delivery.shape} />
        <Flags delivery={delivery} />
        <time class="row-time" dateTime={receivedAt}>
          {formatTime(receivedAt)}
        </time>
      </div>
      <div class="row-sub">
        <span class="row-id">#{id}</span>
        <span class="row-robot">{grouped ? delivery.sentence : subjectOf(delivery)}</span>
        <StatusBadge status={delivery.status} responseKind={delivery.responseKind} />
      </div>
    </>
  );
}

function subjectOf({ robotName, robotId, runId, sentence }: DeliverySummary): string {
  const robot = robotName ?? robotId;
  if (robot === undefined) return sentence;
  return runId === undefined ? robot : `${robot} · ${shortId(runId)}`;
}

function Flags({ delivery }: { delivery: DeliverySummary }): JSX.Element {
  const { attempt, duplicate, contradiction, late, signature } = delivery;
  return (
    <>
      {signature === 'invalid' && <Badge tone="bad">bad signature</Badge>}
      {signature === 'missing' && <Badge tone="bad">unsigned</Badge>}
      {attempt > 1 && <Badge tone="info">attempt {attempt}</Badge>}
      {duplicate && <Badge tone="notice">duplicate</Badge>}
      {contradiction && <Badge tone="notice">contradicts</Badge>}
      {late && <Badge tone="notice">late</Badge>}
    </>
  );
}

/** The mark that a delivery has in the list. */
export function toneOf({ level, responseKind }: Pick<DeliverySummary, 'level' | 'responseKind'>): Tone {
  return responseKind === 'pending' ? 'pending' : level;
}
