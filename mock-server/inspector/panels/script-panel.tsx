/**
 * What the receiver answers: presets, and a script as JSON.
 *
 * @module mock-server/inspector/panels/script-panel
 */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Preset, PresetList, ScriptState, ScriptStep } from '../../api/types.ts';
import { say } from '../state/announce.ts';
import { request, type RequestInput } from '../state/client.ts';
import { script } from '../state/deliveries.ts';
import { LevelIcon } from '../ui/level.tsx';
import { PanelFrame } from './panel-frame.tsx';
import { ScriptEditor } from './script-editor.tsx';
import { ScriptInForce } from './script-in-force.tsx';

/** What the receiver answers. */
export function ScriptPanel(): JSX.Element {
  const { presets, problem, ask } = useScript();
  const [text, setText] = useState('[]');
  return (
    <PanelFrame title="Script">
      <div class="tab-content">
        <p class="lead">
          Each delivery is answered by the first step that fits and is not used up; then the verdict answers.
        </p>
        {problem !== '' && <Problem text={problem} />}
        <ScriptInForce onStop={() => void ask({ method: 'DELETE' })} />
        <Presets
          presets={presets}
          onUse={(preset) => void ask({ method: 'PUT', json: { preset } })}
          onEdit={(steps) => setText(JSON.stringify(steps, undefined, 2))}
        />
        <ScriptEditor
          text={text}
          onInput={setText}
          onApply={(steps) => void ask({ method: 'PUT', json: { steps } })}
        />
      </div>
    </PanelFrame>
  );
}

interface ScriptControl {
  readonly presets: readonly Preset[];
  /** What went wrong, in a sentence; empty if nothing did. */
  readonly problem: string;
  readonly ask: (input: RequestInput) => Promise<void>;
}

function useScript(): ScriptControl {
  const [presets, setPresets] = useState<readonly Preset[]>([]);
  const [problem, setProblem] = useState('');
  const ask = async (input: RequestInput): Promise<void> => {
    try {
      script.value = await request<ScriptState>('script', input);
      setProblem('');
      if (input.method) say('The script has changed.');
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  useEffect(() => {
    void ask({});
    request<PresetList>('presets').then(
      (list) => setPresets(list.presets),
      (error: Error) => setProblem(error.message),
    );
  }, []);
  return { presets, problem, ask };
}

function Problem({ text }: { text: string }): JSX.Element {
  return (
    <div class="banner banner-bad" role="alert">
      <LevelIcon tone="bad" />
      <p class="banner-sentence">{text}</p>
    </div>
  );
}

interface PresetsProps {
  readonly presets: readonly Preset[];
  readonly onUse: (name: string) => void;
  readonly onEdit: (steps: readonly ScriptStep[]) => void;
}

function Presets({ presets, onUse, onEdit }: PresetsProps): JSX.Element {
  return (
    <>
      <h2>Presets</h2>
      <ul class="presets">
        {presets.map(({ name, title, description, steps }) => (
          <li key={name}>
            <div>
              <strong>{title}</strong>
              <p>{description}</p>
            </div>
            <button type="button" class="button" aria-label={`Edit “${title}”`} onClick={() => onEdit(steps)}>
              Edit
            </button>
            <button type="button" class="button" aria-label={`Use “${title}”`} onClick={() => onUse(name)}>
              Use
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
