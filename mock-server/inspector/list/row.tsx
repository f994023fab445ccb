/**
 * The lines of the list.
 *
 * @module mock-server/inspector/list/row
 */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { DeliverySummary } from '../../api/types.ts';
import { openDelivery } from '../state/route.ts';
import { Badge, ResponseBadge, ShapeBadge, type Tone, VerdictIcon } from '../ui/badge.tsx';
import { cut, formatTime, shortId } from '../ui/text.ts';
import type { DeliveryItem, Item } from './arrange.ts';

/** Height of a line in pixels, as in the style sheet. */
export function heightOf(item: Item | undefined): number {
  if (item?.kind === 'run') return 34;
  return item && hasBadgeLine(item.delivery) ? 80 : 56;
}

/** What {@link Line} takes. */
export interface LineProps {
  readonly item: Item | undefined;
  /** Pixels from the top of the list. */
  readonly top: number;
  /** The delivery that is open. */
  readonly openId: string | undefined;
}

/** A line: the heading of a run with several deliveries, or a delivery. */
export function Line({ item, top, openId }: LineProps): JSX.Element | null {
  // The same element as before costs no comparison: when rows arrive fast, only their places change.
  const content = useMemo(() => item && <Content {...item} />, Object.values(item ?? {}));
  if (!item) return null;
  const style = { transform: `translateY(${top}px)`, height: `${heightOf(item)}px` };
  if (item.kind === 'run')
    return <div {...{ class: 'run-heading', role: 'presentation', style }}>{content}</div>;
  const { id } = item.delivery;
  return (
    <div
      id={`delivery-${id}`}
      class={`row ${item.place}`}
      role="option"
      aria-selected={id === openId}
      style={style}
      onClick={() => openDelivery(id)}
    >
      {content}
    </div>
  );
}

function Content(item: Item): JSX.Element {
  if (item.kind === 'delivery') return <RowContent {...item} />;
  return (
    <>
      <strong class="cut">{item.robot ?? 'Run'}</strong>
      <code class="quiet" title={cut(item.runId)}>
        {shortId(item.runId)}
      </code>
      <span class="run-count quiet">{item.count} deliveries</span>
    </>
  );
}

function RowContent({ delivery, place }: Pick<DeliveryItem, 'delivery' | 'place'>): JSX.Element {
  const { eventType, receivedAt, id, level, sentence } = delivery;
  // What is cut off in a narrow list is at the end.
  const badges = (
    <>
      <ResponseBadge delivery={delivery} />
      {flagsOf(delivery).map(([tone, text]) => (
        <Badge key={text} tone={tone}>
          {text}
        </Badge>
      ))}
      <ShapeBadge delivery={delivery} />
    </>
  );
  return (
    <>
      <VerdictIcon delivery={delivery} />
      <div class="line row-line">
        <span class={`cut row-type ${eventType === undefined ? 'none' : ''}`}>
          {eventType ?? 'no event type'}
        </span>
        <time class="row-time" dateTime={receivedAt}>
          {formatTime(receivedAt)}
        </time>
      </div>
      {hasBadgeLine(delivery) && <div class="line row-line badges">{badges}</div>}
      <div class="line row-line quiet">
        <span>#{id}</span>
        <span class="cut row-about" title={sentence}>
          {level === 'bad' || place !== 'alone' ? sentence : subjectOf(delivery)}
        </span>
        {!hasBadgeLine(delivery) && badges}
      </div>
    </>
  );
}

/** Badges have a line of their own where there are many, or where the last line is the reason of a refusal. */
function hasBadgeLine(delivery: DeliverySummary): boolean {
  return delivery.level === 'bad' || flagsOf(delivery).length > 0;
}

function subjectOf({ robotName, robotId, runId, sentence }: DeliverySummary): string {
  const robot = robotName ?? robotId;
  if (robot === undefined) return sentence;
  return runId === undefined ? cut(robot) : `${cut(robot)} · ${shortId(runId)}`;
}

/** What is unusual about a delivery. */
function flagsOf(delivery: DeliverySummary): [Tone, string][] {
  const { attempt, signature } = delivery;
  const flags: [boolean, Tone, string][] = [
    [signature === 'invalid', 'bad', 'bad signature'],
    [signature === 'missing', 'bad', 'unsigned'],
    [attempt > 1, 'info', `attempt ${attempt}`],
    [delivery.duplicate, 'notice', 'duplicate'],
    [delivery.contradiction, 'notice', 'contradicts'],
    [delivery.quality > 0, 'notice', 'unusual'],
    [delivery.late, 'notice', 'late'],
  ];
  return flags.filter(([holds]) => holds).map(([, tone, text]) => [tone, text]);
}
