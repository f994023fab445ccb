/**
 * Attempts and events of the same run, on a time line.
 *
 * @module mock-server/inspector/delivery/attempts-tab
 */
import type { JSX } from 'preact';
import type { DeliveryDetail, DeliverySummary } from '../../api/types.ts';
import { toneOf } from '../list/row.tsx';
import { openDelivery } from '../state/route.ts';
import { Badge, ShapeBadge, StatusBadge } from '../ui/badge.tsx';
import { LevelIcon } from '../ui/level.tsx';
import { countOf, formatDuration, formatTime } from '../ui/text.ts';
import { relatedOf } from './related.ts';

/** Attempts on a time line. */
export function AttemptsTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const related = relatedOf(detail);
  const { contradictions, attempt } = detail.verdict;
  return (
    <>
      <p class="lead">{summaryOf(detail, related)}</p>
      {related.length > 1 && <Track related={related} openId={detail.id} />}
      <ol class="timeline">
        {related.map((delivery, index) => (
          <Stop
            key={delivery.id}
            delivery={delivery}
            before={related[index - 1]}
            open={delivery.id === detail.id}
          />
        ))}
      </ol>
      {contradictions.length > 0 && (
        <>
          <h2>What contradicts an earlier event</h2>
          <ul class="findings">
            {contradictions.map(({ field, earlier, later, deliveryId }) => (
              <li key={`${deliveryId} ${field}`}>
                <Badge tone="notice">{field}</Badge>
                <p>
                  #{deliveryId} says {earlier}; this one says {later}.
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="quiet">
        The same delivery by{' '}
        {attempt.source === 'webhook-id' ? 'its signed webhook-id' : 'webhook, event type and run'}:{' '}
        <code>{attempt.key}</code>. Stock Maxun makes three attempts, 5 s and 10 s apart, with the same bytes.
      </p>
    </>
  );
}

function summaryOf({ attemptsSeen, verdict }: DeliveryDetail, related: readonly DeliverySummary[]): string {
  const attempts = countOf(attemptsSeen.length, 'attempt');
  const others = related.length - attemptsSeen.length;
  const events = others > 0 ? `, and ${countOf(others, 'other event')} of the same run` : '';
  const again = verdict.attempt.duplicate ? ' It had been accepted before, and came again.' : '';
  return `${attempts} at this delivery${events}, within ${formatDuration(spanOf(related))}.${again}`;
}

function spanOf(related: readonly DeliverySummary[]): number {
  return timeOf(related.at(-1)) - timeOf(related[0]);
}

function timeOf(delivery: DeliverySummary | undefined): number {
  return delivery ? Date.parse(delivery.receivedAt) : 0;
}

interface TrackProps {
  readonly related: readonly DeliverySummary[];
  readonly openId: string;
}

/** The stops in proportion to the time between them. */
function Track({ related, openId }: TrackProps): JSX.Element {
  const start = timeOf(related[0]);
  const span = Math.max(spanOf(related), 1);
  return (
    <div class="track" aria-hidden="true">
      {related.map((delivery) => (
        <span
          key={delivery.id}
          class={`track-stop tone-${toneOf(delivery)} ${delivery.id === openId ? 'open' : ''}`}
          style={{ left: `${((timeOf(delivery) - start) / span) * 100}%` }}
        />
      ))}
    </div>
  );
}

interface StopProps {
  readonly delivery: DeliverySummary;
  readonly before: DeliverySummary | undefined;
  readonly open: boolean;
}

function Stop({ delivery, before, open }: StopProps): JSX.Element {
  return (
    <li>
      <span class="gap">{before ? `+${formatDuration(timeOf(delivery) - timeOf(before))}` : ''}</span>
      <button
        type="button"
        class="stop"
        aria-current={open ? 'true' : undefined}
        onClick={() => openDelivery(delivery.id)}
      >
        <LevelIcon tone={toneOf(delivery)} />
        <span class="stop-main">
          <strong>{delivery.eventType ?? 'no event type'}</strong> <ShapeBadge shape={delivery.shape} />
          <span class="quiet"> attempt {delivery.attempt}</span>
        </span>
        <span class="quiet">
          #{delivery.id} · {formatTime(delivery.receivedAt)}
        </span>
        <StatusBadge status={delivery.status} responseKind={delivery.responseKind} />
      </button>
    </li>
  );
}
