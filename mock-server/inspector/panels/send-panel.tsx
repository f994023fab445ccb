/**
 * Sends a delivery of any shape.
 *
 * @module mock-server/inspector/panels/send-panel
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { observedShapes } from '#generated/events.js';
import type { Fixture, FixtureList, SendRequest } from '../../api/types.ts';
import { parseJson } from '../json/node.ts';
import { canSign } from '../state/deliveries.ts';
import { useAnswer } from '../state/use-answer.ts';
import { CheckField, CodeField, SelectField, UrlField } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { useSending } from '../ui/sending.tsx';
import { PanelFrame } from './panel-frame.tsx';
import { Button } from '../ui/button.tsx';

/** Sends a delivery of any shape. */
export function SendPanel(): JSX.Element {
  // After each sending they are read again: each is of another run then.
  const [sent, setSent] = useState(0);
  const answer = useAnswer<FixtureList>('fixtures', sent);
  return (
    <PanelFrame title="Send a delivery">
      <div class="tab-content">
        <Loaded what="the fixtures" answer={answer}>
          {(list) => <SendForm list={list} onSent={() => setSent(sent + 1)} />}
        </Loaded>
      </div>
    </PanelFrame>
  );
}

/** What is chosen and typed. */
interface Draft {
  readonly fixture: string;
  /** How the body is broken; empty for not at all. */
  readonly fault: string;
  /** What the user made of the text of the fixture. */
  readonly edited?: string | undefined;
  readonly url: string;
  readonly signed: boolean;
}

interface SendFormProps {
  readonly list: FixtureList;
  readonly onSent: () => void;
}

function SendForm({ list, onSent }: SendFormProps): JSX.Element {
  const [draft, setDraft] = useState<Draft>(() => ({
    fixture: list.fixtures[0]?.name ?? '',
    fault: '',
    url: '',
    signed: canSign(),
  }));
  const { busy, send, outcome } = useSending();
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    await send('send', requestOf(draft, list));
    onSent();
  };
  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <What list={list} draft={draft} change={change} />
      <UrlField value={draft.url} onChange={(url) => change({ url })} />
      <CheckField
        label={`Signed with the receiver's secret${canSign() ? '' : ' (it was started without one)'}`}
        disabled={!canSign()}
        value={draft.signed}
        onChange={(signed) => change({ signed })}
      />
      <div class="line">
        <Button type="submit" icon="send" class="button primary" disabled={busy}>
          {busy ? 'Sending …' : 'Send'}
        </Button>
      </div>
      {outcome}
    </form>
  );
}

/** What the user wrote, or the text of the fixture. */
function textOf({ fixture, edited }: Draft, { fixtures }: FixtureList): string {
  const { payload = {} } = fixtures.find(({ name }) => name === fixture) ?? {};
  return edited ?? JSON.stringify(payload, undefined, 2);
}

interface WhatProps {
  readonly list: FixtureList;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

/** The fields that choose what is sent. */
function What({ list, draft, change }: WhatProps): JSX.Element {
  const { fixtures, faults } = list;
  const fixture = fixtures.find(({ name }) => name === draft.fixture);
  return (
    <>
      <div class="field-row">
        <SelectField
          label="Event"
          name="fixture"
          hint={fixture && `${fixture.eventType}: ${fixture.title}`}
          options={fixtures.map((each) => [each.name, labelOf(each)])}
          value={draft.fixture}
          onChange={(name) => change({ fixture: name, edited: undefined })}
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
        <CodeField
          label="Payload"
          hint={hintOf(draft, list)}
          name="payload"
          rows={16}
          value={textOf(draft, list)}
          onChange={(edited) => change({ edited })}
        />
      )}
    </>
  );
}

function hintOf(draft: Draft, list: FixtureList): string {
  if (parseJson(textOf(draft, list)) === undefined) return 'This is not JSON: it is sent as it is.';
  return draft.edited !== undefined ? 'Sent as JSON.' : 'Each time of another run, unless you edit it.';
}

function requestOf(draft: Draft, list: FixtureList): SendRequest {
  const { fixture, fault, url, signed } = draft;
  const text = textOf(draft, list);
  const payload = parseJson(text);
  const content = payload === undefined ? { body: text } : { payload };
  return {
    ...(fault === '' ? content : { fixture, fault }),
    ...(url !== '' && { url }),
    signing: signed ? 'sign' : 'unsigned',
  };
}

/** The letter of an observed shape comes first. */
function labelOf({ name, shape }: Fixture): string {
  const known = Object.entries(observedShapes).find(([each]) => each === shape)?.[1];
  return known ? `${known.letter} · ${name}` : `${name}, as documented`;
}
