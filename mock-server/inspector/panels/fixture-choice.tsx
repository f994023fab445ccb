/**
 * Chooses what is sent, and how it is broken.
 *
 * @module mock-server/inspector/panels/fixture-choice
 */
import type { JSX } from 'preact';
import { observedShapes } from '#generated/events.js';
import type { Fixture, FixtureFault } from '../../api/types.ts';
import { Field } from '../ui/field.tsx';

/** What {@link FixtureChoice} takes. */
export interface FixtureChoiceProps {
  readonly fixtures: readonly Fixture[];
  /** Name of the one that is chosen. */
  readonly chosen: string;
  readonly onChoose: (fixture: Fixture | undefined) => void;
}

/** Chooses a fixture: first the documented events, then the shapes by their letters. */
export function FixtureChoice({ fixtures, chosen, onChoose }: FixtureChoiceProps): JSX.Element {
  const now = fixtures.find(({ name }) => name === chosen);
  const options = (documented: boolean): JSX.Element[] =>
    fixtures
      .filter(({ shape }) => (shape === 'documented') === documented)
      .map((fixture) => (
        <option key={fixture.name} value={fixture.name}>
          {labelOf(fixture)}
        </option>
      ));
  return (
    <Field label="What" {...(now && { hint: `${now.eventType}: ${now.title}.` })}>
      <select
        name="fixture"
        value={chosen}
        onChange={({ currentTarget: { value } }) => onChoose(fixtures.find(({ name }) => name === value))}
      >
        <optgroup label="As documented">{options(true)}</optgroup>
        <optgroup label="As Maxun servers send it">{options(false)}</optgroup>
      </select>
    </Field>
  );
}

function labelOf({ name, shape }: Fixture): string {
  const known = Object.entries(observedShapes).find(([each]) => each === shape)?.[1];
  return known ? `${known.letter} · ${name}` : name;
}

/** What {@link FaultChoice} takes. */
export interface FaultChoiceProps {
  readonly faults: readonly FixtureFault[];
  /** Name of the one that is chosen; empty for none. */
  readonly chosen: string;
  readonly onChoose: (name: string) => void;
}

/** Chooses a way to break the body on purpose. */
export function FaultChoice({ faults, chosen, onChoose }: FaultChoiceProps): JSX.Element {
  const now = faults.find(({ name }) => name === chosen);
  return (
    <Field label="Broken on purpose" hint={now ? `${sentence(now.title)}.` : 'The body is sent as it is.'}>
      <select name="fault" value={chosen} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        <option value="">not at all</option>
        {faults.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).replaceAll('`', '');
}
