/**
 * Headers: of the delivery, and of what was answered.
 *
 * @module mock-server/inspector/delivery/headers-tab
 */
import type { JSX } from 'preact';
import type { DeliveryDetail } from '../../api/types.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { LongText } from '../json/long-text.tsx';
import { formatDuration } from '../ui/text.ts';
import { headerPairs } from './header-pairs.ts';

/** Headers, and the answer. */
export function HeadersTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const { method, url, answered } = detail;
  const pairs = headerPairs(detail);
  return (
    <>
      <div class="section-head">
        <h2>Request</h2>
        <CopyButton text={pairs.map((pair) => pair.join(': ')).join('\n')} what="the headers" label="Copy" />
      </div>
      <p class="request-line">
        <code>
          <strong>{method}</strong> {url}
        </code>
      </p>
      <HeaderTable pairs={pairs} label="Headers of the delivery" />
      <h2>Answer</h2>
      <p class="request-line">
        <code>
          <strong>{answered.status ?? answered.kind}</strong>
        </code>{' '}
        <span class="quiet">
          by the {answered.by}
          {answered.durationMs !== null && `, after ${formatDuration(answered.durationMs)}`}
        </span>
      </p>
      <HeaderTable pairs={Object.entries(answered.headers)} label="Headers of the answer" />
      {answered.body !== '' && (
        <pre class="answer-body" tabIndex={0} aria-label="Body of the answer">
          <LongText text={answered.body} />
        </pre>
      )}
    </>
  );
}

/** Headers as a table. */
export function HeaderTable({
  pairs,
  label,
}: {
  pairs: readonly (readonly [string, string])[];
  label: string;
}): JSX.Element {
  if (pairs.length === 0) return <p class="quiet">None.</p>;
  return (
    <table class="header-table" aria-label={label}>
      <tbody>
        {pairs.map(([name, value], index) => (
          <tr key={index} class={name.toLowerCase().startsWith('webhook-') ? 'signing' : ''}>
            <th scope="row">{name}</th>
            <td>
              <LongText text={value} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
