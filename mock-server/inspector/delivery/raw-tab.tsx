/**
 * The bytes of the body, as they arrived.
 *
 * @module mock-server/inspector/delivery/raw-tab
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeliveryDetail } from '../../api/types.ts';
import { requestBytes } from '../state/client.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { LongText } from '../json/long-text.tsx';
import { formatBytes } from '../ui/text.ts';
import { hexDump } from './hex-dump.ts';

/** Bytes that the hexadecimal view shows. */
const MAX_DUMPED = 4096;

/** The bytes of the body. */
export function RawTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const { id, body, bytes, isUtf8 } = detail;
  const [dump, setDump] = useState<string>();
  const toggle = async (): Promise<void> => {
    if (dump !== undefined) setDump(undefined);
    else {
      const all = await requestBytes(`deliveries/${id}/body`);
      setDump(hexDump(all.subarray(0, MAX_DUMPED)));
    }
  };
  return (
    <>
      <div class="section-head">
        <h2>Raw body</h2>
        <span class="quiet">
          {formatBytes(bytes)}
          {!isUtf8 && ', no UTF-8: what cannot be read is shown as �'}
        </span>
        <span class="spacer" />
        <button type="button" class="button" aria-pressed={dump !== undefined} onClick={() => void toggle()}>
          Hex
        </button>
        {isUtf8 && <CopyButton text={body} what="the raw body" label="Copy" />}
        <a class="button" href={`/__mock/deliveries/${id}/body`} download={`delivery-${id}.txt`}>
          <Icon name="download" /> Download
        </a>
      </div>
      <pre class="raw" tabIndex={0} aria-label="The raw body">
        {dump ?? <RawText text={body} />}
      </pre>
      {dump !== undefined && bytes > MAX_DUMPED && <p class="quiet">The first {formatBytes(MAX_DUMPED)}.</p>}
    </>
  );
}

/** Characters that are shown before the text is folded. */
const UNFOLDED = 20_000;

function RawText({ text }: { text: string }): JSX.Element {
  if (text === '') return <span class="quiet">(empty)</span>;
  return text.length <= UNFOLDED ? <>{text}</> : <LongText text={text} />;
}
