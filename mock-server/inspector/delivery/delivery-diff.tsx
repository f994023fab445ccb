/**
 * What differs between two deliveries.
 *
 * @module mock-server/inspector/delivery/delivery-diff
 */
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { joinHeaders } from '../../api/headers.ts';
import type { DeliveryDetail, DeliverySummary } from '../../api/types.ts';
import { diffJson, type Difference, MAX_DIFFERENCES, pairRenamed } from '../json/diff.ts';
import { LongText } from '../json/long-text.tsx';
import { useShowMore } from '../json/show-more.tsx';
import { Badge } from '../ui/badge.tsx';
import { SelectField } from '../ui/form.tsx';
import { Load } from '../ui/load.tsx';
import { formatTime } from '../ui/text.ts';

/** What {@link DeliveryDiff} takes. */
export interface DeliveryDiffProps {
  readonly detail: DeliveryDetail;
  /** At least one, oldest first. */
  readonly others: readonly DeliverySummary[];
}

/** What differs from another delivery: from the one before, unless another is chosen. */
export function DeliveryDiff({ detail, others }: DeliveryDiffProps): JSX.Element {
  const previous = others.findLast(({ id }) => Number(id) < Number(detail.id)) ?? others[0];
  const [otherId, setOtherId] = useState(previous?.id ?? '');
  return (
    <>
      <SelectField
        label="Compared with"
        name="other"
        options={others.slice(-MAX_OPTIONS).map((one) => [one.id, nameOf(one)])}
        chosen={otherId}
        onChoose={setOtherId}
      />
      <Load<DeliveryDetail> path={`deliveries/${otherId}`} what={`delivery ${otherId}`}>
        {(before) => <Comparison before={before} after={detail} />}
      </Load>
    </>
  );
}

/** Deliveries that can be chosen, the newest of them. */
const MAX_OPTIONS = 200;

function nameOf({ id, eventType, attempt, receivedAt }: DeliverySummary): string {
  return `#${id} ${eventType ?? 'no event type'}, attempt ${attempt}, ${formatTime(receivedAt)}`;
}

function Comparison({ before, after }: { before: DeliveryDetail; after: DeliveryDetail }): JSX.Element {
  const body = useMemo(
    () => (before.isJson && after.isJson ? diffJson(before.body, after.body) : undefined),
    [before, after],
  );
  const headers = useMemo(() => diffJson(headersText(before), headersText(after)), [before, after]);
  return (
    <>
      <h3>Body</h3>
      {before.body === after.body ? (
        <p>The bodies are the same, byte by byte, as those of attempts should be.</p>
      ) : body === undefined ? (
        <p>The bodies differ, and one of them is not JSON.</p>
      ) : body.length === 0 ? (
        <p>The same JSON, written with other spaces or in another order.</p>
      ) : (
        <Differences list={body} />
      )}
      <h3>Headers</h3>
      {headers.length === 0 ? <p>The headers are the same.</p> : <Differences list={headers} />}
    </>
  );
}

function headersText({ rawHeaders }: DeliveryDetail): string {
  return JSON.stringify(joinHeaders(rawHeaders));
}

const TONES = { added: 'good', removed: 'bad', changed: 'notice', renamed: 'notice' } as const;

function Differences({ list }: { list: readonly Difference[] }): JSX.Element {
  const pairs = useMemo(() => pairRenamed(list, 'removed', 'added'), [list]);
  const [shown, more] = useShowMore(pairs.length, 50);
  return (
    <>
      <ul class="findings">
        {pairs.slice(0, shown).map(({ item, counterpart }, index) => {
          const { path, before, after } = { ...item, ...(counterpart && { after: counterpart.after }) };
          const kind = counterpart ? 'renamed' : item.kind;
          return (
            <li key={index}>
              <Badge tone={TONES[kind]}>{kind}</Badge>
              <div>
                <code>{path === '' ? '(the whole body)' : path}</code>
                {counterpart && <code> → {counterpart.path}</code>}
                <Side sign="−" text={before} />
                <Side sign="+" text={after} />
              </div>
            </li>
          );
        })}
      </ul>
      {more}
      {list.length === MAX_DIFFERENCES && <p class="quiet">Only the first {MAX_DIFFERENCES} are listed.</p>}
    </>
  );
}

/** One of two values, as JSON; nothing if it is absent. */
function Side({ sign, text }: { sign: '+' | '−'; text: string | undefined }): JSX.Element | null {
  if (text === undefined) return null;
  const name = sign === '+' ? 'after' : 'before';
  return (
    <p class={`diff-${name}`}>
      <span aria-label={name}>{sign}</span> <LongText text={text} />
    </p>
  );
}
