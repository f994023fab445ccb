/**
 * The form that starts a probe, and stops it.
 *
 * @module mock-server/inspector/probe/probe-form
 */
import { type Signal, signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ProbeLevel, ProbeRequest } from '../../api/types.ts';
import { request } from '../state/client.ts';
import { probe } from '../state/deliveries.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Choice, Choices, Field, Form, SecretField, type Values } from '../ui/form.tsx';
import { Failure } from '../ui/sending.tsx';

/** What is chosen and typed is kept while the reader looks at a case. */
const draft: Signal<Values> = signal({});

const LEVELS: Readonly<Record<ProbeLevel, string>> = {
  signed: 'signed deliveries, whose signature the endpoint must check',
  stock: 'an unmodified Maxun: nothing is signed, the URL has ?token=… or user:password@',
};

/** The form. */
export function ProbeForm(): JSX.Element {
  const [problem, setProblem] = useState('');
  const { state, error } = probe.value ?? {};
  const call = async (method: 'POST' | 'DELETE', json?: ProbeRequest): Promise<void> => {
    setProblem('');
    await request('probe', { method, json }).catch(({ message }: Error) => setProblem(message));
  };
  return (
    <Form
      onInput={(values) => (draft.value = values)}
      onSubmit={(values) => void call('POST', requestOf(values))}
    >
      <Fields values={draft.value} />
      <div class="line">
        <Button type="submit" icon="probe" class="button primary" disabled={state === 'running'}>
          Check
        </Button>
        {state === 'running' && <Button onClick={() => void call('DELETE')}>Stop</Button>}
      </div>
      <div class="outcome" role="alert">
        {problem !== '' && <Banner tone="bad" text={problem} />}
        {state === 'failed' && error && (
          <Failure
            error={error}
            url={draft.value['url']}
            next="check again"
            onAllowed={() => void call('POST', requestOf(draft.value))}
          />
        )}
      </div>
    </Form>
  );
}

function Fields({ values: { url, level = 'signed', secret, quick } }: { values: Values }): JSX.Element {
  return (
    <>
      <Field
        label="URL of your endpoint"
        hint="It gets made-up runs, forged signatures and broken bodies: about 120 requests in at most 60 s."
      >
        <input
          type="url"
          name="url"
          required
          placeholder="http://localhost:3000/hooks/maxun"
          defaultValue={url}
        />
      </Field>
      <Choices label="What it is for" name="level" options={LEVELS} chosen={level} />
      {level === 'signed' && (
        <SecretField secret={secret} more=" Two, with a space between them, check a rotation." />
      )}
      <Choice
        label="Leave out the slow uploads, which take about 20 s"
        name="quick"
        defaultChecked={quick !== undefined}
      />
    </>
  );
}

function requestOf({ url = '', level, secret = '', quick }: Values): ProbeRequest {
  const secrets = secret.split(/\s+/).filter((one) => one !== '');
  return {
    url,
    level: level as ProbeLevel,
    ...(secrets.length > 0 && { secrets }),
    ...(quick && { skip: ['slow uploads'] }),
  };
}
