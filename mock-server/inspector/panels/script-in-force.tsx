/**
 * The script in force, and how far it got.
 *
 * @module mock-server/inspector/panels/script-in-force
 */
import type { JSX } from 'preact';
import type { ScriptStepState } from '../../api/types.ts';
import { script } from '../state/deliveries.ts';
import { LevelIcon } from '../ui/level.tsx';

/** The script in force. */
export function ScriptInForce({ onStop }: { onStop: () => void }): JSX.Element {
  const steps = script.value?.steps ?? [];
  return (
    <>
      <div class="section-head">
        <h2>In force</h2>
        <span class="spacer" />
        {steps.length > 0 && (
          <button type="button" class="button" onClick={onStop}>
            Stop the script
          </button>
        )}
      </div>
      {steps.length === 0 && <p class="quiet">No script: each delivery is answered as its verdict says.</p>}
      <ol class="script-steps">
        {steps.map((step, index) => (
          <StepLine key={index} step={step} />
        ))}
      </ol>
    </>
  );
}

function StepLine({ step: { title, used, times = 1 } }: { step: ScriptStepState }): JSX.Element {
  const done = times !== 'always' && used >= times;
  const of = times === 'always' ? 'any number' : times;
  return (
    <li class={done ? 'done' : ''}>
      <LevelIcon tone={done ? 'good' : 'pending'} decorative />
      <span>{title}</span>
      <span class="quiet">{done ? 'used up' : `${used} of ${of}`}</span>
    </li>
  );
}
