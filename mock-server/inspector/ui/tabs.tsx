/**
 * Tabs, as the ARIA pattern has them: one stop for Tab, arrows between them.
 *
 * @module mock-server/inspector/ui/tabs
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** One tab. */
export interface TabInfo<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** Shown beside the label. */
  readonly count?: number | undefined;
}

/** What {@link Tabs} takes. */
export interface TabsProps<Name extends string> {
  readonly label: string;
  readonly tabs: readonly TabInfo<Name>[];
  readonly open: Name;
  readonly onOpen: (name: Name) => void;
}

/** A row of tabs. */
export function Tabs<Name extends string>({ label, tabs, open, onOpen }: TabsProps<Name>): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current
      ?.querySelector('[aria-selected=true]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [open]);
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -tabs.length, End: tabs.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const now = tabs.findIndex(({ name }) => name === open);
    const next = tabs[Math.min(Math.max(now + step, 0), tabs.length - 1)];
    if (!next) return;
    onOpen(next.name);
    list.current?.querySelector<HTMLElement>(`#tab-${next.name}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
      {tabs.map(({ name, label, count }) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={name === open}
          aria-controls="tab-content"
          tabIndex={name === open ? 0 : -1}
          onClick={() => onOpen(name)}
        >
          {label}
          {count !== undefined && <span class="tab-count">{count}</span>}
        </button>
      ))}
    </div>
  );
}
