/**
 * The field that filters the list; the browser offers the completions while typing.
 *
 * @module mock-server/inspector/list/filter-box
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { allRows, arrangement, filter, filterText, setFilter, total } from '../state/deliveries.ts';
import { Icon } from '../ui/icon.tsx';
import { formatCount } from '../ui/text.ts';
import { suggest } from './suggest.ts';
import { Button } from '../ui/button.tsx';

/** The filter. */
export function FilterBox(): JSX.Element {
  const [focused, setFocused] = useState(false);
  const { problems } = filter.value;
  const onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') document.querySelector<HTMLElement>('#deliveries')?.focus();
  };
  return (
    <div class="filter" role="search">
      <Icon name="search" />
      <input
        id="filter"
        type="text"
        list="suggestions"
        aria-label="Filter the deliveries"
        aria-describedby="filter-problems"
        placeholder='type:run_failed robot:"x" sig:bad'
        autocomplete="off"
        spellcheck={false}
        value={filterText.value}
        onInput={({ currentTarget }) => setFilter(currentTarget.value)}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={onKey}
      />
      <Count />
      <datalist id="suggestions">
        {focused &&
          suggest(filterText.value, allRows()).map(({ filter, about }) => (
            <option key={filter} value={filter}>
              {about}
            </option>
          ))}
      </datalist>
      <div id="filter-problems" class={problems.length > 0 ? 'filter-problems' : 'sr-only'} role="status">
        {problems.join(' ')}
      </div>
    </div>
  );
}

function Count(): JSX.Element {
  const { shown, waiting } = arrangement.value;
  const all = formatCount(total.value);
  return (
    <span class="line filter-count">
      {filterText.value.trim() === '' ? all : `${formatCount(shown + waiting)} of ${all}`}
      {filterText.value !== '' && (
        <Button icon="cross" label="Clear the filter" onClick={() => setFilter('')} />
      )}
    </span>
  );
}
