/**
 * Attempts and events of the same run, on a time line.
 *
 * @module mock-server/inspector/delivery/attempts-tab
 */
import type { JSX } from 'preact';
import type { DeliveryDetail, DeliverySummary } from '../../api/types.ts';
import { useShowMore } from '../json/show-more.tsx';
import { openDelivery } from '../state/route.ts';
import { ResponseBadge, ShapeBadge, VerdictIcon } from '../ui/badge.tsx';
import { cut, formatDuration, formatTime } from '../ui/text.ts';
import { Sentences } from './findings.tsx';
import { relatedOf } from './related.ts';
import { Button } from '../ui/button.tsx';

/** Attempts on a time line. */
export function AttemptsTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const related = relatedOf(detail);
  const [shown, more] = useShowMore(related.length, 100);
  const { contradictions, attempt } = detail.verdict;
  return (
    <>
      <ol class="timeline">
        {related.slice(0, shown).map((delivery, index) => (
          <Stop
            key={delivery.id}
            delivery={delivery}
            before={related[index - 1]}
            open={delivery.id === detail.id}
          />
        ))}
      </ol>
      {more}
      <Sentences
        title="What contradicts an earlier event"
        list={contradictions.map(({ message }) => message)}
      />
      <p class="quiet">
        {attempt.source === 'webhook-id'
          ? 'Attempts have the same signed webhook-id: '
          : 'Attempts have the same webhook, event type and run: '}
        <code>{cut(attempt.key)}</code>. Stock Maxun makes three attempts, 5 s and 10 s apart, with the same
        bytes.
      </p>
    </>
  );
}

interface StopProps {
  readonly delivery: DeliverySummary;
  readonly before: DeliverySummary | undefined;
  readonly open: boolean;
}

function Stop({ delivery, before, open }: StopProps): JSX.Element {
  const since = before && Date.parse(delivery.receivedAt) - Date.parse(before.receivedAt);
  return (
    <li>
      <span class="gap">{since !== undefined && `+${formatDuration(since)}`}</span>
      <Button
        class="line stop"
        aria-current={open ? 'true' : undefined}
        onClick={() => openDelivery(delivery.id)}
      >
        <VerdictIcon delivery={delivery} />
        <strong>{delivery.eventType ?? delivery.method}</strong>
        <ShapeBadge delivery={delivery} />
        <span class="quiet">attempt {delivery.attempt}</span>
        <span class="line at-end">
          <span class="quiet">
            #{delivery.id} · {formatTime(delivery.receivedAt)}
          </span>
          <ResponseBadge delivery={delivery} />
        </span>
      </Button>
    </li>
  );
}
