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
import { Choice, Field, SelectField, UrlField, type Values } from '../ui/form.tsx';
import { Load } from '../ui/load.tsx';
import { PanelFrame } from '../ui/pane.tsx';
import { SendForm } from '../ui/sending.tsx';

/** Sends a delivery of any shape. */
export function SendPanel(): JSX.Element {
  // After each sending they are read again: each is of another run then.
  const [sent, setSent] = useState(0);
  return (
    <PanelFrame title="Send a delivery">
      <Load<FixtureList> path="fixtures" what="the fixtures" version={sent}>
        {(list) => <SendFixture list={list} onSent={() => setSent(sent + 1)} />}
      </Load>
    </PanelFrame>
  );
}

function SendFixture({ list, onSent }: { list: FixtureList; onSent: () => void }): JSX.Element {
  const [values, setValues] = useState<Values>({});
  return (
    <SendForm path="send" requestOf={requestOf} action="Send" icon="send" onInput={setValues} onSent={onSent}>
      <Content list={list} values={values} />
      <UrlField />
      <Choice
        label={`Signed with the receiver's secret${canSign() ? '' : ' (it was started without one)'}`}
        name="signed"
        disabled={!canSign()}
        defaultChecked={canSign()}
      />
    </SendForm>
  );
}

/** The fields that choose what is sent. */
function Content({ list, values }: { list: FixtureList; values: Values }): JSX.Element {
  const { fixtures, faults } = list;
  const fixture = fixtures.find(({ name }) => name === values['fixture']) ?? fixtures[0];
  const fault = faults.find(({ name }) => name === values['fault']);
  return (
    <>
      <div class="field-row">
        <SelectField
          label="Event"
          name="fixture"
          hint={fixture && `${fixture.eventType}: ${fixture.title}`}
          options={fixtures.map((each) => [each.name, labelOf(each)])}
        />
        <SelectField
          label="Broken on purpose"
          name="fault"
          hint={fault?.title ?? 'The body is sent as it is.'}
          options={[['', 'no'], ...faults.map(({ name }) => [name, name] as const)]}
        />
      </div>
      <Field
        label="Payload"
        hint="Of another run each time, unless you edit it. What is not JSON is sent as it is."
      >
        <textarea
          key={fixture?.name}
          name="payload"
          rows={16}
          spellcheck={false}
          disabled={fault !== undefined}
          defaultValue={JSON.stringify(fixture?.payload, undefined, 2)}
        />
      </Field>
    </>
  );
}

function requestOf({ fixture = '', fault, payload: text = '', url, signed }: Values): SendRequest {
  const payload = parseJson(text);
  const content = payload === undefined ? { body: text } : { payload };
  return {
    ...(fault ? { fixture, fault } : content),
    ...(url && { url }),
    signing: signed === 'on' ? 'sign' : 'unsigned',
  };
}

/** The letter of an observed shape comes first. */
function labelOf({ name, shape }: Fixture): string {
  const known = Object.entries(observedShapes).find(([each]) => each === shape)?.[1];
  return known ? `${known.letter} · ${name}` : `${name}, as documented`;
}
