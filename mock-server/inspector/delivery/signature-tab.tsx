/**
 * The signature: what was signed, and what probably went wrong.
 *
 * @module mock-server/inspector/delivery/signature-tab
 * @see https://www.standardwebhooks.com
 */
import type { JSX } from 'preact';
import { joinHeaders } from '../../api/headers.ts';
import type { DeliveryDetail, SignatureExplanation } from '../../api/types.ts';
import { ToneIcon } from '../ui/badge.tsx';
import { Banner } from '../ui/banner.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { countOf, formatBytes } from '../ui/text.ts';
import { signatureResult } from './checks.ts';
import { HeaderTable } from './headers-tab.tsx';

/** The signature. */
export function SignatureTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const { code, explanation } = detail.verdict.signature;
  const [tone, text] = signatureResult(detail);
  const headers = joinHeaders(detail.rawHeaders);
  const signing = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
  return (
    <>
      <Banner tone={tone} text={text}>
        {explanation && <p>{explanation.message}</p>}
        {code !== undefined && <code>{code}</code>}
      </Banner>
      {explanation && <Guesses guesses={explanation.guesses} />}
      <h2>Signing headers</h2>
      <HeaderTable
        pairs={signing.map((name) => [name, headers[name] ?? '(absent)'])}
        label="Signing headers"
      />
      <SignedContent detail={detail} headers={headers} />
    </>
  );
}

function Guesses({ guesses }: Pick<SignatureExplanation, 'guesses'>): JSX.Element | null {
  if (guesses.length === 0) return null;
  const matched = guesses.filter((guess) => guess.matched);
  const others = guesses.filter((guess) => !guess.matched);
  return (
    <>
      <h2>Common mistakes</h2>
      {matched.length > 0 && (
        <ul class="checks guesses">
          {matched.map(({ name, advice }) => (
            <li key={name}>
              <ToneIcon tone="notice" label="This is the mistake" />
              <div>
                <strong>{name}</strong>
                <p class="quiet">{advice}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <details>
          <summary>{countOf(others.length, 'mistake')} ruled out</summary>
          <p class="quiet">{others.map(({ name }) => name).join(', ')}</p>
        </details>
      )}
    </>
  );
}

/** Characters of the body that are shown as part of the signed content. */
const SHOWN = 400;

interface SignedContentProps {
  readonly detail: DeliveryDetail;
  readonly headers: Readonly<Record<string, string>>;
}

function SignedContent({ detail: { body, bytes, isUtf8 }, headers }: SignedContentProps): JSX.Element {
  const id = headers['webhook-id'] ?? '{webhook-id}';
  const timestamp = headers['webhook-timestamp'] ?? '{webhook-timestamp}';
  const head = `${id}.${timestamp}.`;
  return (
    <>
      <div class="line section-head">
        <h2>Signed content</h2>
        {isUtf8 && <CopyButton text={() => head + body} what="the signed content" label="Copy" />}
      </div>
      <p class="quiet">
        Id, timestamp and the exact bytes of the body ({formatBytes(bytes)}), joined by dots. The signature is
        HMAC-SHA256 (v1) or Ed25519 (v1a) over them, in base64.
      </p>
      <pre class="text-block" tabIndex={0} aria-label="Signed content">
        <mark>{head}</mark>
        {body.slice(0, SHOWN)}
        {body.length > SHOWN && '…'}
      </pre>
    </>
  );
}
