/**
 * Sends the delivery once more, byte by byte, to any URL.
 *
 * @module mock-server/inspector/delivery/replay-tab
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeliveryDetail, ReplayRequest, SendResult, Signing } from '../../api/types.ts';
import { request } from '../state/client.ts';
import { receiver } from '../state/deliveries.ts';
import { Field, UrlField } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { SendOutcome, type Outcome } from '../ui/send-outcome.tsx';

/** The last URL is kept from one delivery to the next. */
let lastUrl = '';

/** The choice of signature for a replay. */
const SIGNINGS: readonly { readonly value: Signing; readonly label: string }[] = [
  { value: 'as-received', label: 'as it came, old signature and timestamp' },
  { value: 'sign', label: 'signed anew, with the time of now' },
  { value: 'unsigned', label: 'unsigned, as stock Maxun sends it' },
];

/** Sends the delivery once more. */
export function ReplayTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const signable = (receiver.value?.secrets.length ?? 0) > 0;
  const [url, setUrl] = useState(lastUrl);
  const [signing, setSigning] = useState<Signing>(signable ? 'sign' : 'as-received');
  const [secret, setSecret] = useState('');
  const [outcome, setOutcome] = useState<Outcome>();
  const replay = async (event: Event): Promise<void> => {
    event.preventDefault();
    lastUrl = url;
    setOutcome('sending');
    const json: ReplayRequest = { signing, ...(url !== '' && { url }), ...(secret !== '' && { secret }) };
    setOutcome(await sendReplay(detail.id, json));
  };
  return (
    <form class="form" onSubmit={(event) => void replay(event)}>
      <p class="lead">The same bytes again: to the hook here, or to the endpoint that you are working on.</p>
      <UrlField value={url} onInput={setUrl} />
      <SigningField value={signing} onChange={setSigning} />
      {signing === 'sign' && <SecretField value={secret} onInput={setSecret} required={!signable} />}
      <div class="actions">
        <button type="submit" class="button primary" disabled={outcome === 'sending'}>
          <Icon name="replay" /> {outcome === 'sending' ? 'Replaying …' : 'Replay'}
        </button>
      </div>
      <SendOutcome outcome={outcome} />
    </form>
  );
}

interface SecretFieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Whether the receiver has none of its own. */
  readonly required: boolean;
}

function SecretField({ value, onInput, required }: SecretFieldProps): JSX.Element {
  return (
    <Field
      label="Secret"
      hint={required ? 'whsec_…; it is used once and not kept.' : 'Empty: the first secret of this receiver.'}
    >
      <input
        type="password"
        name="secret"
        autocomplete="off"
        required={required}
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </Field>
  );
}

async function sendReplay(id: string, json: ReplayRequest): Promise<Outcome> {
  try {
    return await request<SendResult>(`deliveries/${id}/replay`, { method: 'POST', json });
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function SigningField({
  value,
  onChange,
}: {
  value: Signing;
  onChange: (value: Signing) => void;
}): JSX.Element {
  return (
    <fieldset class="field choices">
      <legend>Signature</legend>
      {SIGNINGS.map((choice) => (
        <label key={choice.value}>
          <input
            type="radio"
            name="signing"
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
