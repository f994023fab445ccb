/**
 * The script that decides the responses: its steps, presets, and an editor.
 *
 * @module mock-server/inspector/panels/script-panel
 */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Preset, PresetList, ScriptState, ScriptStep } from '../../api/types.ts';
import { parseJson } from '../json/node.ts';
import { say } from '../state/announce.ts';
import { request, type RequestInput } from '../state/client.ts';
import { useAnswer } from '../state/use-answer.ts';
import { script } from '../state/deliveries.ts';
import { ToneIcon } from '../ui/badge.tsx';
import { Banner } from '../ui/banner.tsx';
import { CodeField } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PanelFrame } from './panel-frame.tsx';
import { Button } from '../ui/button.tsx';

/** The script that decides the responses. */
export function ScriptPanel(): JSX.Element {
  const [problem, setProblem] = useState('');
  const [text, setText] = useState('[]');
  const call = async (input: RequestInput): Promise<void> => {
    try {
      script.value = await request<ScriptState>('script', input);
      setProblem('');
      if (input.method) say('The script has changed.');
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  useEffect(() => void call({}), []);
  return (
    <PanelFrame title="Script">
      <div class="tab-content">
        <p class="lead">
          The first step that matches a delivery and is not used up decides its response. Without such a step
          the verdict decides.
        </p>
        <div role="alert">{problem !== '' && <Banner tone="bad" text={problem} />}</div>
        <CurrentScript onStop={() => void call({ method: 'DELETE' })} />
        <Presets
          onUse={(preset) => void call({ method: 'PUT', json: { preset } })}
          onEdit={(steps) => setText(JSON.stringify(steps, undefined, 2))}
        />
        <ScriptEditor
          text={text}
          onInput={setText}
          onApply={(steps) => void call({ method: 'PUT', json: { steps } })}
        />
      </div>
    </PanelFrame>
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
  readonly onEdit: (steps: readonly ScriptStep[]) => void;
}

function Presets({ onUse, onEdit }: PresetsProps): JSX.Element {
  const answer = useAnswer<PresetList>('presets');
  return (
    <>
      <h2>Presets</h2>
      <Loaded what="the presets" answer={answer}>
        {({ presets }) => (
          <ul class="lines">
            {presets.map((preset) => (
              <PresetLine key={preset.name} preset={preset} onUse={onUse} onEdit={onEdit} />
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}

function PresetLine({ preset, onUse, onEdit }: PresetsProps & { readonly preset: Preset }): JSX.Element {
  const { name, title, description, steps } = preset;
  return (
    <li class="line">
      <div>
        <strong>{title}</strong>
        <p class="quiet">{description}</p>
      </div>
      <Button aria-label={`Edit “${title}”`} onClick={() => onEdit(steps)}>
        Edit
      </Button>
      <Button aria-label={`Use “${title}”`} onClick={() => onUse(name)}>
        Use
      </Button>
    </li>
  );
}

interface ScriptEditorProps {
  readonly text: string;
  readonly onInput: (text: string) => void;
  readonly onApply: (steps: readonly ScriptStep[]) => void;
}

const EXAMPLE =
  '[{ "action": { "type": "reply", "status": 503 }, "times": 2, "when": { "eventType": "run_failed" } }]';

function ScriptEditor({ text, onInput, onApply }: ScriptEditorProps): JSX.Element {
  const value = parseJson(text);
  // The receiver checks each step.
  const steps = Array.isArray(value) ? (value as readonly ScriptStep[]) : undefined;
  const apply = (event: Event): void => {
    event.preventDefault();
    if (steps) onApply(steps);
  };
  return (
    <form class="form" onSubmit={apply}>
      <h2>As JSON</h2>
      <CodeField
        label="Steps"
        hint={steps ? `For example: ${EXAMPLE}` : 'This is not a JSON list.'}
        name="script"
        rows={10}
        value={text}
        onChange={onInput}
      />
      <div class="line">
        <Button type="submit" class="button primary" disabled={!steps}>
          Use these steps
        </Button>
      </div>
    </form>
  );
}
