/**
 * The bytes of the body, as they arrived.
 *
 * @module mock-server/inspector/delivery/raw-tab
 */
import type { JSX } from 'preact';
import type { DeliveryDetail } from '../../api/types.ts';
import { LongText } from '../json/long-text.tsx';
import { DownloadLink } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatBytes } from '../ui/text.ts';

/** Characters that are shown at first. */
const SHOWN = 20_000;

/** The bytes of the body. */
export function RawTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const { body, bodyPath, bytes, isUtf8 } = detail;
  return (
    <>
      <div class="line section-head">
        <h2>Raw body</h2>
        <span class="quiet">
          {formatBytes(bytes)}
          {!isUtf8 && ', not UTF-8: what cannot be read is shown as �'}
        </span>
        <div class="line at-end">
          {isUtf8 && <CopyButton text={body} what="the raw body" label="Copy" />}
          <DownloadLink path={bodyPath} name="Download" />
        </div>
      </div>
      <pre class="text-block raw" tabIndex={0} aria-label="The raw body">
        {body === '' ? '(empty)' : <LongText text={body} cut={SHOWN} />}
      </pre>
    </>
  );
}
