/**
 * The headers of the request, and the response.
 *
 * @module mock-server/inspector/delivery/headers-tab
 */
import type { JSX } from 'preact';
import { headerPairs, type HeaderPairs } from '../../api/headers.ts';
import type { DeliveryDetail } from '../../api/types.ts';
import { LongText } from '../json/long-text.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatDuration } from '../ui/text.ts';

/** The headers of the request, and the response. */
export function HeadersTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const { method, url, rawHeaders, response } = detail;
  const pairs = headerPairs(rawHeaders);
  return (
    <>
      <div class="line section-head">
        <h2>Request</h2>
        <CopyButton text={pairs.map((pair) => pair.join(': ')).join('\n')} what="the headers" label="Copy" />
      </div>
      <p class="request-line">
        <strong>{method}</strong> {url}
      </p>
      <HeaderTable pairs={pairs} label="Headers of the request" />
      <h2>Response</h2>
      <p class="request-line">
        <strong>{response.status ?? response.kind}</strong>{' '}
        <span class="quiet">
          by the {response.by}
          {response.durationMs !== null && `, after ${formatDuration(response.durationMs)}`}
        </span>
      </p>
      <HeaderTable pairs={Object.entries(response.headers)} label="Headers of the response" />
      <ResponseBody text={response.body} />
    </>
  );
}

/** The body of a response, where it has one. */
export function ResponseBody({ text }: { text: string }): JSX.Element | null {
  if (text === '') return null;
  return (
    <pre class="text-block" tabIndex={0} aria-label="Body of the response">
      <LongText text={text} />
    </pre>
  );
}

/** Headers as a table. */
export function HeaderTable({ pairs, label }: { pairs: HeaderPairs; label: string }): JSX.Element {
  if (pairs.length === 0) return <p class="quiet">No headers.</p>;
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
