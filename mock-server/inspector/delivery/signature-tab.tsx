/**
 * The signature: what was signed, with what it was checked, and what probably went wrong.
 *
 * @module mock-server/inspector/delivery/signature-tab
 * @see https://www.standardwebhooks.com
 */
import type { JSX } from 'preact';
import type { DeliveryDetail, SignatureExplanation, SignatureState } from '../../api/types.ts';
import { receiver } from '../state/deliveries.ts';
import { Badge } from '../ui/badge.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { LevelIcon, SIGNATURE_TONES } from '../ui/level.tsx';
import { countOf, formatBytes } from '../ui/text.ts';
import { HeaderTable } from './headers-tab.tsx';
import { headerOf } from './header-pairs.ts';

const SIGNING_HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

const SENTENCES: Readonly<Record<SignatureState, string>> = {
  valid: 'The signature is valid.',
  invalid: 'The signature does not match.',
  missing: 'The delivery is not signed.',
  unchecked: 'Nothing was checked: start the receiver with --secret to have signatures checked.',
};

/** The signature. */
export function SignatureTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const { signature } = detail.verdict;
  const tone = SIGNATURE_TONES[signature.state];
  const headers = SIGNING_HEADERS.map((name) => [name, headerOf(detail, name) ?? '(absent)'] as const);
  return (
    <>
      <div class={`banner banner-${tone}`}>
        <LevelIcon tone={tone} />
        <div>
          <p class="banner-sentence">{SENTENCES[signature.state]}</p>
          {signature.explanation && <p>{signature.explanation.message}</p>}
          {signature.code !== undefined && (
            <p>
              <code>{signature.code}</code>
            </p>
          )}
        </div>
      </div>
      {signature.explanation && <Guesses explanation={signature.explanation} />}
      <h2>Signing headers</h2>
      <HeaderTable pairs={headers} label="Signing headers" />
      <SignedContent detail={detail} />
      <Secrets />
    </>
  );
}

function Guesses({ explanation: { guesses } }: { explanation: SignatureExplanation }): JSX.Element | null {
  if (guesses.length === 0) return null;
  const matched = guesses.filter((guess) => guess.matched);
  const others = guesses.filter((guess) => !guess.matched);
  return (
    <>
      <h2>Usual mistakes</h2>
      {matched.length === 0 && <p class="quiet">None of those that are known explains it.</p>}
      {matched.length > 0 && (
        <ul class="checks guesses">
          {matched.map(({ name, advice }) => (
            <li key={name}>
              <LevelIcon tone="notice" decorative />
              <span class="check-text">
                <strong>{name}</strong>
                <p>{advice}</p>
              </span>
              <Badge tone="notice">this is it</Badge>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <details class="ruled-out">
          <summary>{countOf(others.length, 'mistake')} ruled out</summary>
          <ul>
            {others.map(({ name }) => (
              <li key={name}>
                <code>{name}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Characters of the body that are shown as part of the signed content. */
const SHOWN = 400;

function SignedContent({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const id = headerOf(detail, 'webhook-id') ?? '{webhook-id}';
  const timestamp = headerOf(detail, 'webhook-timestamp') ?? '{webhook-timestamp}';
  const head = `${id}.${timestamp}.`;
  return (
    <>
      <div class="section-head">
        <h2>String to sign</h2>
        {detail.isUtf8 && <CopyButton text={head + detail.body} what="the string to sign" label="Copy" />}
      </div>
      <p class="quiet">
        Id, timestamp and the exact bytes of the body ({formatBytes(detail.bytes)}), joined by dots;
        HMAC-SHA256 (v1) or Ed25519 (v1a) over that, in base64.
      </p>
      <pre class="signed-content" tabIndex={0} aria-label="String to sign">
        <mark>{head}</mark>
        {detail.body.slice(0, SHOWN)}
        {detail.body.length > SHOWN && '…'}
      </pre>
    </>
  );
}

function Secrets(): JSX.Element {
  const secrets = receiver.value?.secrets ?? [];
  return (
    <>
      <h2>Secrets</h2>
      {secrets.length === 0 ? (
        <p class="quiet">The receiver was started without one.</p>
      ) : (
        <ul class="plain">
          {secrets.map((secret) => (
            <li key={secret}>
              <code>{secret}</code>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
