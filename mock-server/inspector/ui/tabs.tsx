/**
 * Tabs as in the ARIA pattern: the Tab key stops once, the arrow keys move between them.
 *
 * @module mock-server/inspector/ui/tabs
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Badge } from './badge.tsx';
import { Button } from './button.tsx';

/** What {@link Tabs} takes. */
export interface TabsProps<Name extends string> {
  readonly label: string;
  /** Names, each with a number to show beside it. */
  readonly tabs: readonly (readonly [name: Name, count: number | undefined])[];
  readonly open: Name;
  readonly onOpen: (name: Name) => void;
}

/** A row of tabs, and what the open one shows. */
export function Tabs<Name extends string>({
  children,
  ...row
}: TabsProps<Name> & { readonly children: ComponentChildren }): JSX.Element {
  const { open } = row;
  return (
    <>
      <TabRow {...row} />
      <div class="tab-content" id="tab-content" role="tabpanel" aria-labelledby={`tab-${open}`} key={open}>
        {children}
      </div>
    </>
  );
}

function TabRow<Name extends string>({ label, tabs, open, onOpen }: TabsProps<Name>): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tab = list.current?.querySelector('[aria-selected=true]');
    tab?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [open]);
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -tabs.length, End: tabs.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const now = tabs.findIndex(([name]) => name === open);
    const next = tabs[Math.min(Math.max(now + step, 0), tabs.length - 1)]?.[0];
    if (next === undefined) return;
    onOpen(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
      {tabs.map(([name, count]) => (
        <Button
          key={name}
          role="tab"
          class="line tab"
          id={`tab-${name}`}
          aria-selected={name === open}
          aria-controls="tab-content"
          tabIndex={name === open ? 0 : -1}
          onClick={() => onOpen(name)}
        >
          {name}
          {count !== undefined && <Badge>{count}</Badge>}
        </Button>
      ))}
    </div>
  );
}
