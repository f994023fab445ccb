/**
 * A script as JSON.
 *
 * @module mock-server/inspector/panels/script-editor
 */
import type { JSX } from 'preact';
import type { ScriptStep } from '../../api/types.ts';
import { Field } from '../ui/field.tsx';
import { parseJson } from '../ui/parse-json.ts';

/** What {@link ScriptEditor} takes. */
export interface ScriptEditorProps {
  readonly text: string;
  readonly onInput: (text: string) => void;
  /** Gets a list, whose steps the receiver checks. */
  readonly onApply: (steps: readonly ScriptStep[]) => void;
}

const EXAMPLE =
  '[{ "action": { "type": "reply", "status": 503 }, "times": 2, "when": { "eventType": "run_failed" } }]';

/** A script as JSON. */
export function ScriptEditor({ text, onInput, onApply }: ScriptEditorProps): JSX.Element {
  const parsed = parseJson(text);
  const isList = parsed.ok && Array.isArray(parsed.value);
  const apply = (event: Event): void => {
    event.preventDefault();
    if (isList) onApply(parsed.value as readonly ScriptStep[]);
  };
  return (
    <form class="form" onSubmit={apply}>
      <h2>As JSON</h2>
      <Field label="Steps" hint={isList ? `For example: ${EXAMPLE}` : 'This is no JSON list.'}>
        <textarea
          name="script"
          class="code"
          rows={10}
          spellcheck={false}
          value={text}
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
      </Field>
      <div class="actions">
        <button type="submit" class="button primary" disabled={!isList}>
          Put it in force
        </button>
      </div>
    </form>
  );
}
