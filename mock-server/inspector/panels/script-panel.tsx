/**
 * The script that decides the responses: its steps, presets, and an editor.
 *
 * @module mock-server/inspector/panels/script-panel
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PresetList, ScriptState } from '../../api/types.ts';
import { request } from '../state/client.ts';
import { say, script } from '../state/deliveries.ts';
import { ToneIcon } from '../ui/badge.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Field, Form } from '../ui/form.tsx';
import { Load } from '../ui/load.tsx';
import { PanelFrame } from '../ui/pane.tsx';

/** The script that decides the responses. */
export function ScriptPanel(): JSX.Element {
  const [problem, setProblem] = useState('');
  const [text, setText] = useState('[]');
  const change = async (method: 'PUT' | 'DELETE', json?: () => unknown): Promise<void> => {
    try {
      script.value = await request<ScriptState>('script', { method, json: json?.() });
      setProblem('');
      say('The script has changed.');
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <PanelFrame title="Script">
      <p class="lead">
        The first step that matches a delivery and is not used up decides its response. Without such a step
        the verdict decides.
      </p>
      <div role="alert">{problem !== '' && <Banner tone="bad" text={problem} />}</div>
      <CurrentScript onStop={() => void change('DELETE')} />
      <h2>Presets</h2>
      <Presets onUse={(preset) => void change('PUT', () => ({ preset }))} onEdit={setText} />
      <h2>As JSON</h2>
      <Editor
        text={text}
        onInput={setText}
        onApply={() => void change('PUT', () => JSON.parse(text) as unknown)}
      />
    </PanelFrame>
  );
}

interface EditorProps {
  readonly text: string;
  readonly onInput: (text: string) => void;
  readonly onApply: () => void;
}

const EXAMPLE =
  '[{ "action": { "type": "reply", "status": 503 }, "times": 2, "when": { "eventType": "run_failed" } }]';

function Editor({ text, onInput, onApply }: EditorProps): JSX.Element {
  return (
    <Form onSubmit={onApply}>
      <Field label="Steps" hint={`For example: ${EXAMPLE}`}>
        <textarea
          name="script"
          rows={10}
          spellcheck={false}
          value={text}
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
      </Field>
      <Button type="submit" class="button primary">
        Use these steps
      </Button>
    </Form>
  );
}

function CurrentScript({ onStop }: { onStop: () => void }): JSX.Element {
  const steps = script.value?.steps ?? [];
  return (
    <>
      <div class="line section-head">
        <h2>Current script</h2>
        <span class="spacer" />
        {steps.length > 0 && <Button onClick={onStop}>Stop the script</Button>}
      </div>
      {steps.length === 0 && <p class="quiet">No script: the verdict decides each response.</p>}
      <ol class="lines script-steps">
        {steps.map(({ title, used, times = 1 }, index) => (
          <li key={index} class={`line ${used === times ? 'done' : ''}`}>
            <ToneIcon tone={used === times ? 'good' : 'pending'} />
            <span>{title}</span>
            <span class="quiet">{used === times ? 'used up' : `used ${used} times`}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

interface PresetsProps {
  readonly onUse: (name: string) => void;
  /** Gets the steps as JSON. */
  readonly onEdit: (steps: string) => void;
}

function Presets({ onUse, onEdit }: PresetsProps): JSX.Element {
  return (
    <Load<PresetList> path="presets" what="the presets">
      {({ presets }) => (
        <ul class="lines">
          {presets.map(({ name, title, description, steps }) => (
            <li key={name} class="line">
              <div>
                <strong>{title}</strong>
                <p class="quiet">{description}</p>
              </div>
              <Button
                aria-label={`Edit “${title}”`}
                onClick={() => onEdit(JSON.stringify(steps, undefined, 2))}
              >
                Edit
              </Button>
              <Button aria-label={`Use “${title}”`} onClick={() => onUse(name)}>
                Use
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Load>
  );
}
