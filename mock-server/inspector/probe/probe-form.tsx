/**
 * The form that starts a probe, and stops it.
 *
 * @module mock-server/inspector/probe/probe-form
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ProbeLevel, ProbeRequest, ProbeState } from '../../api/types.ts';
import { request } from '../state/client.ts';
import { canSign } from '../state/deliveries.ts';
import { draft, probe, type ProbeDraft } from '../state/probe.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { AllowHost } from '../ui/allow-host.tsx';
import { CheckField, SecretField, SelectField, TextField } from '../ui/field.tsx';

const LEVELS: readonly (readonly [ProbeLevel, string])[] = [
  ['signed', 'signed deliveries'],
  ['stock', 'an unmodified Maxun'],
];

const HINTS: Readonly<Record<ProbeLevel, string>> = {
  signed: 'Each delivery has a signature, which the endpoint must check.',
  stock: 'Nothing is signed: the credentials are in the URL, as ?token=… or user:password@.',
};

/** The form. */
export function ProbeForm(): JSX.Element {
  const [problem, setProblem] = useState('');
  const isRunning = probe.value?.state === 'running';
  const call = async (method: 'POST' | 'DELETE', json?: ProbeRequest): Promise<void> => {
    setProblem('');
    try {
      await request<ProbeState>('probe', { method, ...(json && { json }) });
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  const start = async (event?: Event): Promise<void> => {
    event?.preventDefault();
    await call('POST', requestOf(draft.value));
  };
  return (
    <form class="form" onSubmit={(event) => void start(event)}>
      <Fields now={draft.value} change={(part) => (draft.value = { ...draft.value, ...part })} />
      <div class="line">
        <Button type="submit" icon="probe" class="button primary" disabled={isRunning}>
          {isRunning ? 'Checking …' : 'Check'}
        </Button>
        {isRunning && <Button onClick={() => void call('DELETE')}>Stop</Button>}
      </div>
      <div class="outcome" role="alert">
        {problem !== '' && <Banner tone="bad" text={problem} />}
        <Refusal onAllowed={() => void start()} />
      </div>
    </form>
  );
}

/** What each field shows and changes. */
interface FieldsProps {
  readonly now: ProbeDraft;
  readonly change: (part: Partial<ProbeDraft>) => void;
}

function Fields({ now, change }: FieldsProps): JSX.Element {
  return (
    <>
      <TextField
        label="URL of your endpoint"
        hint="It gets made-up runs, forged signatures and broken bodies: about 120 requests in at most 60 s."
        type="url"
        name="url"
        required
        placeholder="http://localhost:3000/hooks/maxun"
        value={now.url}
        onChange={(url) => change({ url })}
      />
      <LevelFields now={now} change={change} />
      <CheckField
        label="Leave out the slow uploads, which take about 20 s"
        name="quick"
        value={now.quick}
        onChange={(quick) => change({ quick })}
      />
    </>
  );
}

function LevelFields({ now: { level, secret }, change }: FieldsProps): JSX.Element {
  const which = canSign() ? 'If empty, the secrets of this receiver.' : 'whsec_…, as the endpoint has it.';
  return (
    <div class="field-row">
      <SelectField
        label="What it is for"
        name="level"
        hint={HINTS[level]}
        options={LEVELS}
        value={level}
        onChange={(chosen) => change({ level: chosen as ProbeLevel })}
      />
      {level === 'signed' && (
        <SecretField
          hint={`${which} Two, with a space between them, check a rotation.`}
          required={!canSign()}
          value={secret}
          onChange={(typed) => change({ secret: typed })}
        />
      )}
    </div>
  );
}

/** Why the probe failed; a host that is not allowed can be allowed here. */
function Refusal({ onAllowed }: { onAllowed: () => void }): JSX.Element | null {
  const { state, error } = probe.value ?? {};
  if (state !== 'failed' || error === undefined) return null;
  return (
    <>
      <Banner tone="bad" text={error.error}>
        {error.code !== undefined && <code>{error.code}</code>}
      </Banner>
      <AllowHost url={draft.value.url} code={error.code} next="check again" onAllowed={onAllowed} />
    </>
  );
}

function requestOf({ url, level, secret, quick }: ProbeDraft): ProbeRequest {
  const secrets = secret.split(/\s+/).filter((one) => one !== '');
  return {
    url,
    level,
    ...(level === 'signed' && secrets.length > 0 && { secrets }),
    ...(quick && { skip: ['slow uploads'] }),
  };
}
