/**
 * Sends the delivery once more, byte by byte, to any URL.
 *
 * @module mock-server/inspector/delivery/replay-tab
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeliveryDetail, ReplayRequest, Signing } from '../../api/types.ts';
import { canSign } from '../state/deliveries.ts';
import { SecretField, SigningField, UrlField } from '../ui/field.tsx';
import { useSending } from '../ui/sending.tsx';
import { Button } from '../ui/button.tsx';

/** The last URL is kept from one delivery to the next. */
let lastUrl = '';

/** Sends the delivery once more. */
export function ReplayTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const [url, setUrl] = useState(lastUrl);
  const [signing, setSigning] = useState<Signing>(canSign() ? 'sign' : 'as-received');
  const [secret, setSecret] = useState('');
  const { busy, send, outcome } = useSending();
  const replay = (event: Event): void => {
    event.preventDefault();
    lastUrl = url;
    const json: ReplayRequest = { signing, ...(url !== '' && { url }), ...(secret !== '' && { secret }) };
    void send(`deliveries/${detail.id}/replay`, json);
  };
  return (
    <form class="form" onSubmit={replay}>
      <p class="lead">Sends the same bytes again: to this hook, or to the endpoint that you work on.</p>
      <UrlField value={url} onChange={setUrl} />
      <SigningField value={signing} onChange={setSigning} />
      {signing === 'sign' && (
        <SecretField
          hint={
            canSign() ? 'If empty, the first secret of this receiver.' : 'whsec_…; used once, not stored.'
          }
          required={!canSign()}
          value={secret}
          onChange={setSecret}
        />
      )}
      <div class="line">
        <Button type="submit" icon="replay" class="button primary" disabled={busy}>
          {busy ? 'Sending …' : 'Replay'}
        </Button>
      </div>
      {outcome}
    </form>
  );
}
