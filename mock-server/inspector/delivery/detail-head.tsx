/**
 * The head of a delivery: what it is, at a glance.
 *
 * @module mock-server/inspector/delivery/detail-head
 */
import type { JSX } from 'preact';
import type { DeliveryDetail } from '../../api/types.ts';
import { toneOf } from '../list/row.tsx';
import { ShapeBadge, StatusBadge } from '../ui/badge.tsx';
import { LevelIcon } from '../ui/level.tsx';
import { formatBytes, formatDateTime, formatDuration } from '../ui/text.ts';

/** The head of a delivery. */
export function DetailHead({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const { eventType, robotName, robotId, runId, id, receivedAt, bytes, response } = detail;
  return (
    <header class="detail-head">
      <div class="detail-title">
        <LevelIcon tone={toneOf(detail)} />
        <h1 class={eventType === undefined ? 'none' : ''}>{eventType ?? 'no event type'}</h1>
        <ShapeBadge shape={detail.shape} />
        <StatusBadge status={detail.status} responseKind={detail.responseKind} />
      </div>
      <dl class="meta">
        <Meta name="Robot" value={robotName ?? robotId} />
        <Meta name="Run" value={runId} code />
        <Meta name="Arrived" value={formatDateTime(receivedAt)} title={receivedAt} />
        <Meta name="Body" value={formatBytes(bytes)} title={`${bytes} bytes`} />
        {response.durationMs !== null && (
          <Meta name="Answered in" value={formatDuration(response.durationMs)} />
        )}
        <Meta name="Delivery" value={`#${id}`} />
      </dl>
    </header>
  );
}

interface MetaProps {
  readonly name: string;
  readonly value: string | undefined;
  readonly title?: string;
  readonly code?: boolean;
}

function Meta({ name, value, title, code = false }: MetaProps): JSX.Element | null {
  if (value === undefined) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd title={title ?? value}>{code ? <code>{value}</code> : value}</dd>
    </div>
  );
}
