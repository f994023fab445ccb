/**
 * What differs between two deliveries.
 *
 * @module mock-server/inspector/delivery/delivery-diff
 */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { DeliveryDetail, DeliverySummary } from '../../api/types.ts';
import { request } from '../state/client.ts';
import { Badge } from '../ui/badge.tsx';
import type { Tone } from '../ui/level.tsx';
import { LongText } from '../json/long-text.tsx';
import { formatTime } from '../ui/text.ts';
import { headerRecord } from './header-pairs.ts';
import { diffJson, type Difference } from '../json/diff.ts';
import { parseJson } from '../ui/parse-json.ts';

/** What {@link DeliveryDiff} takes. */
export interface DeliveryDiffProps {
  readonly detail: DeliveryDetail;
  /** At least one, oldest first. */
  readonly others: readonly DeliverySummary[];
}

/** What differs from another delivery: the one before, unless another is chosen. */
export function DeliveryDiff({ detail, others }: DeliveryDiffProps): JSX.Element {
  const previous = others.findLast(({ id }) => Number(id) < Number(detail.id)) ?? others[0];
  const [otherId, setOtherId] = useState(previous?.id ?? '');
  const [other, setOther] = useState<DeliveryDetail | string>();
  useEffect(() => {
    const abort = new AbortController();
    request<DeliveryDetail>(`deliveries/${otherId}`, { signal: abort.signal })
      .then(setOther)
      .catch((error: Error) => {
        if (!abort.signal.aborted) setOther(error.message);
      });
    return () => abort.abort();
  }, [otherId]);
  return (
    <>
      <label class="field inline">
        <span>Compared with</span>
        <select value={otherId} onChange={({ currentTarget }) => setOtherId(currentTarget.value)}>
          {others.map((one) => (
            <option key={one.id} value={one.id}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      </label>
      {other === undefined && <p class="quiet">Reading it …</p>}
      {typeof other === 'string' && <p role="alert">{other}</p>}
      {typeof other === 'object' && <Comparison before={other} after={detail} />}
    </>
  );
}

function nameOf({ id, eventType, attempt, receivedAt }: DeliverySummary): string {
  return `#${id} ${eventType ?? 'no event type'}, attempt ${attempt}, ${formatTime(receivedAt)}`;
}

function Comparison({ before, after }: { before: DeliveryDetail; after: DeliveryDetail }): JSX.Element {
  const bodies = [parseJson(before.body), parseJson(after.body)] as const;
  const same = before.body === after.body;
  const [one, other] = bodies;
  const differences = one.ok && other.ok ? diffJson(one.value, other.value) : undefined;
  const headers = diffJson(headerRecord(before), headerRecord(after));
  return (
    <>
      <h3>Body</h3>
      {same && <p>The bodies are the same, byte by byte, as an attempt's should be.</p>}
      {!same && differences?.length === 0 && (
        <p>The same JSON, written otherwise: other spaces or another order.</p>
      )}
      {!same && differences === undefined && <p>They differ, and one of them is no JSON.</p>}
      {differences !== undefined && <Differences list={differences} />}
      <h3>Headers</h3>
      {headers.length === 0 ? <p>The headers are the same.</p> : <Differences list={headers} />}
    </>
  );
}

const TONES: Readonly<Record<Difference['kind'], Tone>> = {
  added: 'good',
  removed: 'bad',
  changed: 'notice',
};

function Differences({ list }: { list: readonly Difference[] }): JSX.Element {
  return (
    <ul class="findings">
      {list.map(({ path, kind, before, after }) => (
        <li key={path}>
          <Badge tone={TONES[kind]}>{kind}</Badge>
          <div>
            <code>{path === '' ? '(the whole body)' : path}</code>
            {before !== undefined && (
              <p class="diff-before">
                <span aria-label="before">−</span> <LongText text={before} />
              </p>
            )}
            {after !== undefined && (
              <p class="diff-after">
                <span aria-label="after">+</span> <LongText text={after} />
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
