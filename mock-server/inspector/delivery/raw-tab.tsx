/**
 * The bytes of the body, as they arrived.
 *
 * @module mock-server/inspector/delivery/raw-tab
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeliveryDetail } from '../../api/types.ts';
import { LongText } from '../json/long-text.tsx';
import { apiUrl, send } from '../state/client.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { formatBytes } from '../ui/text.ts';
import { Button } from '../ui/button.tsx';

/** Bytes that the hexadecimal view shows. */
const MAX_DUMPED = 4096;

/** Characters that are shown at first. */
const SHOWN = 20_000;

/** The bytes of the body. */
export function RawTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const { body, bodyPath, bytes, isUtf8 } = detail;
  const [dump, setDump] = useState<string>();
  const toggle = async (): Promise<void> => {
    if (dump !== undefined) setDump(undefined);
    else {
      const all = await (await send(bodyPath)).arrayBuffer();
      setDump(hexDump(new Uint8Array(all).subarray(0, MAX_DUMPED)));
    }
  };
  return (
    <>
      <div class="section-head">
        <h2>Raw body</h2>
        <span class="quiet">
          {formatBytes(bytes)}
          {!isUtf8 && ', not UTF-8: what cannot be read is shown as �'}
        </span>
        <span class="spacer" />
        <Button aria-pressed={dump !== undefined} onClick={() => void toggle()}>
          Hex
        </Button>
        {isUtf8 && <CopyButton text={body} what="the raw body" label="Copy" />}
        <a class="button" href={apiUrl(bodyPath)} download>
          <Icon name="download" /> Download
        </a>
      </div>
      <pre class="text-block raw" tabIndex={0} aria-label="The raw body">
        {dump ?? (body === '' ? '(empty)' : <LongText text={body} cut={SHOWN} />)}
      </pre>
      {dump !== undefined && bytes > MAX_DUMPED && <p class="quiet">The first {formatBytes(MAX_DUMPED)}.</p>}
    </>
  );
}

/** Bytes in hexadecimal, 16 to a line, with those that are ASCII beside, as `hexdump -C` shows them. */
function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; start += 16) {
    const line = [...bytes.subarray(start, start + 16)];
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = line
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCodePoint(byte) : '.'))
      .join('');
    lines.push(`${start.toString(16).padStart(8, '0')}  ${hex.padEnd(48)} ${text}`);
  }
  return lines.join('\n');
}
