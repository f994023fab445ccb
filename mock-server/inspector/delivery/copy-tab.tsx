/**
 * The delivery for use elsewhere: commands and code to copy, files to download.
 *
 * @module mock-server/inspector/delivery/copy-tab
 */
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { DeliveryDetail, Signing } from '../../api/types.ts';
import { toCurl } from '../snippets/curl.ts';
import type { SnippetInput } from '../snippets/input.ts';
import { toFetch, toVitest } from '../snippets/javascript.ts';
import { apiUrl } from '../state/client.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { SigningField } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { headerPairs, headerRecord } from './headers.ts';
import { Button } from '../ui/button.tsx';

const FORMATS = { cURL: toCurl, fetch: toFetch, 'Vitest test': toVitest };

const FILES = { Fixture: 'fixture', HAR: 'har' };

/** The delivery as commands, code and files. */
export function CopyTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const isSigned = headerRecord(detail)['webhook-signature'] !== undefined;
  const [format, setFormat] = useState<keyof typeof FORMATS>('cURL');
  const [signing, setSigning] = useState<Signing>(isSigned ? 'sign' : 'as-received');
  const text = useMemo(() => FORMATS[format](inputOf(detail, signing)), [detail, format, signing]);
  const isHidden = [detail.url, ...detail.rawHeaders].some((part) => part.includes('…'));
  return (
    <>
      <div class="section-head">
        <div class="segments" role="group" aria-label="Copy as">
          {Object.keys(FORMATS).map((name) => (
            <Button
              key={name}
              aria-pressed={name === format}
              onClick={() => setFormat(name as typeof format)}
            >
              {name}
            </Button>
          ))}
        </div>
        {Object.entries(FILES).map(([name, route]) => (
          <a key={name} class="button" href={apiUrl(`deliveries/${detail.id}/${route}`)} download>
            <Icon name="download" /> {name}
          </a>
        ))}
        <span class="spacer" />
        <CopyButton text={text} what={format} label="Copy" />
      </div>
      {isSigned && <SigningField value={signing} onChange={setSigning} />}
      {isHidden && (
        <p class="quiet">
          Tokens and credentials are hidden: set them as the environment variables that it names.
        </p>
      )}
      <pre class="text-block snippet" tabIndex={0} aria-label={format}>
        {text}
      </pre>
    </>
  );
}

function inputOf(detail: DeliveryDetail, signing: Signing): SnippetInput {
  const { method, url, body, isUtf8, eventType, id } = detail;
  return {
    method,
    // Not by `new URL`, which would escape what stands for a hidden part.
    url: url.startsWith('/') ? apiUrl('').replace(/\/__mock\/$/, () => url) : url,
    headers: headerPairs(detail),
    signing,
    body,
    isUtf8,
    eventType,
    bodyUrl: apiUrl(`deliveries/${id}/body`),
  };
}
