/**
 * Headers: of the delivery, and of the response.
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
  const { method, url, response } = detail;
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
      <h2>Response</h2>
      <p class="request-line">
        <code>
          <strong>{response.status ?? response.kind}</strong>
        </code>{' '}
        <span class="quiet">
          by the {response.by}
          {response.durationMs !== null && `, after ${formatDuration(response.durationMs)}`}
        </span>
      </p>
      <HeaderTable pairs={Object.entries(response.headers)} label="Headers of the response" />
      {response.body !== '' && (
        <pre class="answer-body" tabIndex={0} aria-label="Body of the answer">
          <LongText text={response.body} />
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
