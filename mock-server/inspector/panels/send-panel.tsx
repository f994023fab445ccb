/**
 * Sends a delivery of any shape.
 *
 * @module mock-server/inspector/panels/send-panel
 */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Fixture, FixtureList, SendRequest, SendResult } from '../../api.ts';
import { request } from '../state/client.ts';
import { receiver } from '../state/store.ts';
import { Field, UrlField } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { parseJson } from '../ui/parse-json.ts';
import { type Outcome, SendOutcome } from '../ui/send-outcome.tsx';
import { PanelFrame } from './panel-frame.tsx';

/** Sends a delivery of any shape. */
export function SendPanel(): JSX.Element {
  const [fixtures, setFixtures] = useState<readonly Fixture[] | string>();
  useEffect(() => {
    request<FixtureList>('fixtures').then(
      (list) => setFixtures(list.fixtures),
      (error: Error) => setFixtures(error.message),
    );
  }, []);
  return (
    <PanelFrame title="Send a delivery">
      <div class="tab-content">
        {fixtures === undefined && <p class="quiet">Reading the fixtures …</p>}
        {typeof fixtures === 'string' && <p role="alert">{fixtures}</p>}
        {typeof fixtures === 'object' && <SendForm fixtures={fixtures} />}
      </div>
    </PanelFrame>
  );
}

/** What is chosen and typed. */
interface Draft {
  readonly fixture: string;
  readonly text: string;
  readonly url: string;
  readonly signed: boolean;
}

function SendForm({ fixtures }: { fixtures: readonly Fixture[] }): JSX.Element {
  const signable = (receiver.value?.secrets.length ?? 0) > 0;
  const [draft, setDraft] = useState<Draft>(() => ({
    fixture: fixtures[0]?.name ?? '',
    text: textOf(fixtures[0]),
    url: '',
    signed: signable,
  }));
  const [outcome, setOutcome] = useState<Outcome>();
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    setOutcome('sending');
    setOutcome(await sendDraft(draft));
  };
  return (
    <form class="form" onSubmit={(event) => void send(event)}>
      <FixtureChoice
        fixtures={fixtures}
        chosen={draft.fixture}
        onChoose={(fixture) => change({ fixture: fixture.name, text: textOf(fixture) })}
      />
      <PayloadField text={draft.text} onInput={(text) => change({ text })} />
      <Target draft={draft} signable={signable} onChange={change} />
      <div class="actions">
        <button type="submit" class="button primary" disabled={outcome === 'sending'}>
          <Icon name="send" /> Send
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

interface FixtureChoiceProps {
  readonly fixtures: readonly Fixture[];
  readonly chosen: string;
  readonly onChoose: (fixture: Fixture) => void;
}

function FixtureChoice({ fixtures, chosen, onChoose }: FixtureChoiceProps): JSX.Element {
  const now = fixtures.find(({ name }) => name === chosen);
  const choose = (name: string): void => {
    const fixture = fixtures.find((one) => one.name === name);
    if (fixture) onChoose(fixture);
  };
  return (
    <Field label="What" {...(now && { hint: now.title })}>
      <select name="fixture" value={chosen} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {fixtures.map(({ name, eventType }) => (
          <option key={name} value={name}>
            {name === eventType ? `${name} (documented)` : `${name}: ${eventType}`}
          </option>
        ))}
      </select>
    </Field>
  );
}

function PayloadField({ text, onInput }: { text: string; onInput: (text: string) => void }): JSX.Element {
  const isJson = parseJson(text).ok;
  return (
    <Field label="Payload" hint={isJson ? 'Sent as JSON.' : 'This is no JSON: it is sent as it stands.'}>
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

async function sendDraft({ text, url, signed }: Draft): Promise<Outcome> {
  const parsed = parseJson(text);
  const json: SendRequest = {
    ...(parsed.ok ? { payload: parsed.value } : { body: text }),
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
