/**
 * The signature: what was signed, with what it was checked, and what probably went wrong.
 *
 * @module mock-server/inspector/detail/signature-tab
 * @see https://www.standardwebhooks.com
 */
import type { JSX } from 'preact';
import type { DeliveryDetail, SignatureExplanation, SignatureState } from '../../api.ts';
import { receiver } from '../state/store.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { LevelIcon, SIGNATURE_TONES } from '../ui/level.tsx';
import { formatBytes } from '../ui/text.ts';
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
  return (
    <>
      <h2>Usual mistakes</h2>
      <ul class="checks guesses">
        {[...guesses]
          .sort((one, other) => Number(other.matched) - Number(one.matched))
          .map(({ name, matched, advice }) => (
            <li key={name} class={matched ? '' : 'ruled-out'}>
              <LevelIcon tone={matched ? 'notice' : 'info'} decorative />
              <span class="check-text">
                <strong>{name}</strong>
                {matched && <p>{advice}</p>}
              </span>
              <span class="quiet">{matched ? 'this is it' : 'not this'}</span>
            </li>
          ))}
      </ul>
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
