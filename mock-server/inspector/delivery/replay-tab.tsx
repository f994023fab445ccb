/**
 * Sends the delivery once more, byte by byte, to any URL.
 *
 * @module mock-server/inspector/delivery/replay-tab
 */
import { type Signal, signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { DeliveryDetail, ReplayRequest, Signing } from '../../api/types.ts';
import { canSign } from '../state/deliveries.ts';
import { Choices, SecretField, SIGNINGS, UrlField, type Values } from '../ui/form.tsx';
import { SendForm } from '../ui/sending.tsx';

/** What was chosen and typed is kept from one delivery to the next. */
const draft: Signal<Values> = signal({});

/** Sends the delivery once more. */
export function ReplayTab({ detail: { id } }: { detail: DeliveryDetail }): JSX.Element {
  const { url, secret, signing = canSign() ? 'sign' : 'as-received' } = draft.value;
  return (
    <SendForm
      path={`deliveries/${id}/replay`}
      requestOf={requestOf}
      action="Replay"
      icon="replay"
      onInput={(values) => (draft.value = values)}
    >
      <p class="lead">Sends the same bytes again: to this hook, or to the endpoint that you work on.</p>
      <UrlField url={url} />
      <Choices label="Signature" name="signing" options={SIGNINGS} chosen={signing} />
      {signing === 'sign' && <SecretField secret={secret} />}
    </SendForm>
  );
}

function requestOf({ url, signing, secret }: Values): ReplayRequest {
  return { signing: signing as Signing, ...(url && { url }), ...(secret && { secret }) };
}
