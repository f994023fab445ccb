/**
 * Sends a delivery of any shape.
 *
 * @module mock-server/inspector/panels/send-panel
 */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Fixture, FixtureList, SendRequest, SendResult } from '../../api/types.ts';
import { request } from '../state/client.ts';
import { receiver } from '../state/deliveries.ts';
import { Field, UrlField } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { parseJson } from '../ui/parse-json.ts';
import { type Outcome, SendOutcome } from '../ui/send-outcome.tsx';
import { FaultChoice, FixtureChoice } from './fixture-choice.tsx';
import { PanelFrame } from './panel-frame.tsx';

/** Sends a delivery of any shape. */
export function SendPanel(): JSX.Element {
  const [list, setList] = useState<FixtureList | string>();
  const read = async (): Promise<FixtureList | undefined> => {
    try {
      const fresh = await request<FixtureList>('fixtures');
      setList(fresh);
      return fresh;
    } catch (error) {
      setList((error as Error).message);
      return undefined;
    }
  };
  useEffect(() => void read(), []);
  return (
    <PanelFrame title="Send a delivery">
      <div class="tab-content">
        {list === undefined && <p class="quiet">Reading the fixtures …</p>}
        {typeof list === 'string' && <p role="alert">{list}</p>}
        {typeof list === 'object' && <SendForm list={list} onSent={read} />}
      </div>
    </PanelFrame>
  );
}

/** What is chosen and typed. */
interface Draft {
  readonly fixture: string;
  /** How the body is broken; empty for not at all. */
  readonly fault: string;
  readonly text: string;
  /** Whether the text is the user's, and no longer the fixture's. */
  readonly edited: boolean;
  readonly url: string;
  readonly signed: boolean;
}

interface SendFormProps {
  readonly list: FixtureList;
  /** Reads the fixtures once more: their next runs. */
  readonly onSent: () => Promise<FixtureList | undefined>;
}

function SendForm({ list: { fixtures, faults }, onSent }: SendFormProps): JSX.Element {
  const signable = (receiver.value?.secrets.length ?? 0) > 0;
  const [draft, setDraft] = useState<Draft>(() => ({
    fixture: fixtures[0]?.name ?? '',
    fault: '',
    text: textOf(fixtures[0]),
    edited: false,
    url: '',
    signed: signable,
  }));
  const [outcome, setOutcome] = useState<Outcome>();
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const choose = (fixture: Fixture | undefined): void => {
    if (fixture) change({ fixture: fixture.name, text: textOf(fixture), edited: false });
  };
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    setOutcome('sending');
    setOutcome(await sendDraft(draft));
    const next = await onSent();
    if (!draft.edited) choose(next?.fixtures.find(({ name }) => name === draft.fixture));
  };
  return (
    <form class="form" onSubmit={(event) => void send(event)}>
      <div class="field-row">
        <FixtureChoice fixtures={fixtures} chosen={draft.fixture} onChoose={choose} />
        <FaultChoice faults={faults} chosen={draft.fault} onChoose={(fault) => change({ fault })} />
      </div>
      {draft.fault === '' && <PayloadField {...draft} onInput={(text) => change({ text, edited: true })} />}
      <Target draft={draft} signable={signable} onChange={change} />
      <div class="actions">
        <button type="submit" class="button primary" disabled={outcome === 'sending'}>
          <Icon name="send" /> {outcome === 'sending' ? 'Sending …' : 'Send'}
        </button>
      </div>
      <SendOutcome outcome={outcome} />
    </form>
  );
}

interface TargetProps {
  readonly draft: Draft;
  readonly signable: boolean;
  readonly onChange: (part: Partial<Draft>) => void;
}

function Target({ draft: { url, signed }, signable, onChange }: TargetProps): JSX.Element {
  return (
    <>
      <UrlField value={url} onInput={(url) => onChange({ url })} />
      <label class="choice">
        <input
          type="checkbox"
          checked={signed}
          disabled={!signable}
          onChange={({ currentTarget }) => onChange({ signed: currentTarget.checked })}
        />
        <span>
          Signed with the receiver's secret
          {!signable && <span class="quiet"> (it was started without one)</span>}
        </span>
      </label>
    </>
  );
}

interface PayloadFieldProps {
  readonly text: string;
  readonly edited: boolean;
  readonly onInput: (text: string) => void;
}

function PayloadField({ text, edited, onInput }: PayloadFieldProps): JSX.Element {
  const json = edited ? 'Sent as JSON.' : 'Another run each time, as long as you do not edit it.';
  const hint = parseJson(text).ok ? json : 'This is no JSON: it is sent as it stands.';
  return (
    <Field label="Payload" hint={hint}>
      <textarea
        name="payload"
        class="code"
        rows={16}
        spellcheck={false}
        value={text}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </Field>
  );
}

async function sendDraft({ fixture, fault, text, url, signed }: Draft): Promise<Outcome> {
  const parsed = parseJson(text);
  const content = parsed.ok ? { payload: parsed.value } : { body: text };
  const json: SendRequest = {
    ...(fault === '' ? content : { fixture, fault }),
    ...(url !== '' && { url }),
    signing: signed ? 'sign' : 'unsigned',
  };
  try {
    return await request<SendResult>('send', { method: 'POST', json });
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function textOf(fixture: Fixture | undefined): string {
  return JSON.stringify(fixture?.payload ?? {}, undefined, 2);
}
