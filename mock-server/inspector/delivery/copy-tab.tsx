/**
 * The delivery for use elsewhere: commands and code to copy, files to download.
 *
 * @module mock-server/inspector/delivery/copy-tab
 */
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { headerPairs, joinHeaders } from '../../api/headers.ts';
import type { DeliveryDetail, Signing } from '../../api/types.ts';
import { toCurl } from '../snippets/curl.ts';
import type { SnippetInput } from '../snippets/input.ts';
import { toFetch, toVitest } from '../snippets/javascript.ts';
import { apiUrl } from '../state/client.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Choices, Form, SIGNINGS } from '../ui/form.tsx';
import { Button, DownloadLink } from '../ui/button.tsx';

/** A test of the endpoint expects 200, which few cases of a probe do. */
const CASE_FORMATS = { cURL: toCurl, fetch: toFetch };
const FORMATS = { ...CASE_FORMATS, 'Vitest test': toVitest };
type Format = keyof typeof FORMATS;

/** What {@link CopyTab} takes. */
export interface CopyTabProps {
  readonly detail: DeliveryDetail;
  /** Whether it is the request of a probe: sent as it was, since what is wrong with it is wrong on purpose. */
  readonly isCase?: boolean;
}

/** The delivery as commands, code and files. */
export function CopyTab({ detail, isCase = false }: CopyTabProps): JSX.Element {
  const isSigned = 'webhook-signature' in joinHeaders(detail.rawHeaders);
  const [format, setFormat] = useState<Format>('cURL');
  const [signing, setSigning] = useState<Signing>(isSigned && !isCase ? 'sign' : 'as-received');
  const text = useMemo(() => FORMATS[format](inputOf(detail, signing)), [detail, format, signing]);
  const isHidden = [detail.url, ...detail.rawHeaders].some((part) => part.includes('…'));
  return (
    <>
      <div class="line section-head">
        <div class="line" role="group" aria-label="Copy as">
          {Object.keys(isCase ? CASE_FORMATS : FORMATS).map((name) => (
            <Button key={name} aria-pressed={name === format} onClick={() => setFormat(name as Format)}>
              {name}
            </Button>
          ))}
        </div>
        <div class="line at-end">
          {!isCase && <DownloadLink path={`deliveries/${detail.id}/fixture`} name="Fixture" />}
          {!isCase && <DownloadLink path={`deliveries/${detail.id}/har`} name="HAR" />}
          <CopyButton text={text} what={format} label="Copy" />
        </div>
      </div>
      {isSigned && (
        <Form onInput={(values) => setSigning(values['signing'] as Signing)}>
          <Choices label="Signature" name="signing" options={SIGNINGS} chosen={signing} />
        </Form>
      )}
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
  const { url, rawHeaders, bodyPath } = detail;
  return {
    ...detail,
    // Not by `new URL`, which would escape what stands for a hidden part.
    url: url.startsWith('/') ? apiUrl('').replace(/\/__mock\/$/, () => url) : url,
    headers: headerPairs(rawHeaders),
    signing,
    bodyUrl: apiUrl(bodyPath),
  };
}
