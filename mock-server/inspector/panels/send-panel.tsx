/**
 * Sends a delivery of any shape.
 *
 * @module mock-server/inspector/panels/send-panel
 */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { observedShapes } from '#generated/events.js';
import type { Fixture, FixtureList, SendRequest } from '../../api/types.ts';
import { request } from '../state/client.ts';
import { receiver } from '../state/deliveries.ts';
import { Field, SelectField, UrlField } from '../ui/field.tsx';
import { useSending } from '../ui/sending.tsx';
import { PanelFrame } from './panel-frame.tsx';
import { Button } from '../ui/button.tsx';

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
        {list === undefined && <p class="quiet late">Loading the fixtures …</p>}
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
  /** Whether the user changed the text of the fixture. */
  readonly edited: boolean;
  readonly url: string;
  readonly signed: boolean;
}

interface SendFormProps {
  readonly list: FixtureList;
  /** Reads the fixtures again: each is of another run then. */
  readonly onSent: () => Promise<FixtureList | undefined>;
}

function SendForm({ list: { fixtures, faults }, onSent }: SendFormProps): JSX.Element {
  const canSign = (receiver.value?.secrets.length ?? 0) > 0;
  const [draft, setDraft] = useState<Draft>(() => ({
    fixture: fixtures[0]?.name ?? '',
    fault: '',
    text: textOf(fixtures[0]),
    edited: false,
    url: '',
    signed: canSign,
  }));
  const { busy, send, outcome } = useSending();
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const fixture = fixtures.find(({ name }) => name === draft.fixture);
  const choose = (name: string, list: readonly Fixture[] = fixtures): void =>
    change({ fixture: name, text: textOf(list.find((each) => each.name === name)), edited: false });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    await send('send', requestOf(draft));
    const next = await onSent();
    if (!draft.edited && next) choose(draft.fixture, next.fixtures);
  };
  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <div class="field-row">
        <SelectField
          label="Event"
          name="fixture"
          hint={fixture && `${fixture.eventType}: ${fixture.title}.`}
          options={fixtures.map((each) => [each.name, labelOf(each)])}
          value={draft.fixture}
          onChange={(name) => choose(name)}
        />
        <SelectField
          label="Broken on purpose"
          name="fault"
          hint={faults.find(({ name }) => name === draft.fault)?.title ?? 'The body is sent as it is.'}
          options={[['', 'no'], ...faults.map(({ name }) => [name, name] as const)]}
          value={draft.fault}
          onChange={(fault) => change({ fault })}
        />
      </div>
      {draft.fault === '' && (
        <Field label="Payload" hint={hintOf(draft)}>
          <textarea
            name="payload"
            class="code"
            rows={16}
            spellcheck={false}
            value={draft.text}
            onInput={({ currentTarget }) => change({ text: currentTarget.value, edited: true })}
          />
        </Field>
      )}
      <UrlField value={draft.url} onChange={(url) => change({ url })} />
      <label class="choice">
        <input
          type="checkbox"
          checked={draft.signed}
          disabled={!canSign}
          onChange={({ currentTarget }) => change({ signed: currentTarget.checked })}
        />
        <span>
          Signed with the receiver's secret
          {!canSign && <span class="quiet"> (it was started without one)</span>}
        </span>
      </label>
      <div class="actions">
        <Button type="submit" icon="send" class="button primary" disabled={busy}>
          {busy ? 'Sending …' : 'Send'}
        </Button>
      </div>
      {outcome}
    </form>
  );
}

function hintOf({ text, edited }: Draft): string {
  if (parseJson(text) === undefined) return 'This is not JSON: it is sent as it is.';
  return edited ? 'Sent as JSON.' : 'Each time of another run, unless you edit it.';
}

function requestOf({ fixture, fault, text, url, signed }: Draft): SendRequest {
  const payload = parseJson(text);
  const content = payload === undefined ? { body: text } : { payload };
  return {
    ...(fault === '' ? content : { fixture, fault }),
    ...(url !== '' && { url }),
    signing: signed ? 'sign' : 'unsigned',
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The letter of an observed shape comes first. */
function labelOf({ name, shape }: Fixture): string {
  const known = Object.entries(observedShapes).find(([each]) => each === shape)?.[1];
  return known ? `${known.letter} · ${name}` : `${name}, as documented`;
}

function textOf(fixture: Fixture | undefined): string {
  return JSON.stringify(fixture?.payload ?? {}, undefined, 2);
}
