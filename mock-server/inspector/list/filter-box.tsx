/**
 * The line that filters the list, with hints while typing.
 *
 * @module mock-server/inspector/list/filter-box
 */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { allRows, arrangement, filter, filterText, setFilter, total } from '../state/deliveries.ts';
import { Icon } from '../ui/icon.tsx';
import { formatCount } from '../ui/text.ts';
import { suggest, type Suggestion } from './suggest.ts';

/** The filter. */
export function FilterBox(): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState<number>();
  const [chosen, setChosen] = useState(-1);
  const suggestions = caret === undefined ? [] : suggest(filterText.value, caret, allRows());
  const open = (): void => setCaret(input.current?.selectionStart ?? undefined);
  const close = (): void => setCaret(undefined);
  const type = (text: string): void => {
    setFilter(text);
    setChosen(-1);
    open();
  };
  const take = ({ filter, caret }: Suggestion): void => {
    setFilter(filter);
    setChosen(-1);
    setCaret(caret);
    requestAnimationFrame(() => input.current?.setSelectionRange(caret, caret));
  };
  return (
    <div class="filter" role="search">
      <Icon name="search" />
      <FilterInput
        input={input}
        expanded={suggestions.length > 0}
        chosen={chosen}
        on={{ type, open, close, key: keyHandler({ suggestions, chosen, setChosen, take, close, open }) }}
      />
      <Count />
      {suggestions.length > 0 && <Hints suggestions={suggestions} chosen={chosen} take={take} />}
      <Problems />
    </div>
  );
}

interface FilterInputProps {
  readonly input: { current: HTMLInputElement | null };
  readonly expanded: boolean;
  /** Index of the hint that is chosen; -1 for none. */
  readonly chosen: number;
  readonly on: {
    readonly type: (text: string) => void;
    readonly open: () => void;
    readonly close: () => void;
    readonly key: (event: KeyboardEvent) => void;
  };
}

function FilterInput({ input, expanded, chosen, on }: FilterInputProps): JSX.Element {
  return (
    <input
      ref={input}
      id="filter"
      type="text"
      role="combobox"
      aria-label="Filter the deliveries"
      aria-expanded={expanded}
      aria-controls="filter-hints"
      aria-autocomplete="list"
      aria-describedby="filter-problems"
      aria-activedescendant={chosen >= 0 ? `hint-${chosen}` : undefined}
      placeholder='type:run_failed robot:"x" sig:bad'
      autocomplete="off"
      spellcheck={false}
      value={filterText.value}
      onInput={({ currentTarget }) => on.type(currentTarget.value)}
      onFocus={on.open}
      onClick={on.open}
      onBlur={on.close}
      onKeyDown={on.key}
    />
  );
}

interface KeyContext {
  readonly suggestions: readonly Suggestion[];
  readonly chosen: number;
  readonly setChosen: (index: number) => void;
  readonly take: (suggestion: Suggestion) => void;
  readonly close: () => void;
  readonly open: () => void;
}

function keyHandler(context: KeyContext): (event: KeyboardEvent) => void {
  const { suggestions, chosen, setChosen, take, close, open } = context;
  const move = (by: number): void => {
    if (suggestions.length === 0) open();
    else setChosen((chosen + by + suggestions.length + (chosen < 0 && by < 0 ? 1 : 0)) % suggestions.length);
  };
  const keys: Readonly<Record<string, () => boolean>> = {
    ArrowDown: () => (move(1), true),
    ArrowUp: () => (move(-1), true),
    Enter: () => {
      const suggestion = suggestions[chosen];
      if (suggestion) take(suggestion);
      else close();
      return true;
    },
    Escape: () => {
      if (suggestions.length === 0) document.querySelector<HTMLElement>('#deliveries')?.focus();
      close();
      return true;
    },
  };
  return (event) => {
    if (keys[event.key]?.()) event.preventDefault();
    event.stopPropagation();
  };
}

function Count(): JSX.Element {
  const { shown, waiting } = arrangement.value;
  const fits = shown + waiting;
  return (
    <span class="filter-count">
      {filterText.value.trim() === ''
        ? formatCount(total.value)
        : `${formatCount(fits)} of ${formatCount(total.value)}`}
      {filterText.value !== '' && (
        <button type="button" class="clear" aria-label="Clear the filter" onClick={() => setFilter('')}>
          <Icon name="cross" />
        </button>
      )}
    </span>
  );
}

interface HintsProps {
  readonly suggestions: readonly Suggestion[];
  readonly chosen: number;
  readonly take: (suggestion: Suggestion) => void;
}

function Hints({ suggestions, chosen, take }: HintsProps): JSX.Element {
  return (
    <ul class="hints" id="filter-hints" role="listbox" aria-label="How the filter can go on">
      {suggestions.map((suggestion, index) => (
        <li
          key={suggestion.word}
          id={`hint-${index}`}
          role="option"
          aria-selected={index === chosen}
          onMouseDown={(event) => {
            // The field keeps the focus.
            event.preventDefault();
            take(suggestion);
          }}
        >
          <code>{suggestion.word}</code>
          <span>{suggestion.about}</span>
        </li>
      ))}
    </ul>
  );
}

function Problems(): JSX.Element {
  const { problems } = filter.value;
  return (
    <div id="filter-problems" class={problems.length > 0 ? 'filter-problems' : 'sr-only'} role="status">
      {problems.map((problem) => (
        <p key={problem}>{problem}</p>
      ))}
    </div>
  );
}
