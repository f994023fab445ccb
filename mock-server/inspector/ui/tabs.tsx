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
  /** Names, each with the number that is shown beside it. */
  readonly tabs: readonly (readonly [name: Name, count?: number | undefined])[];
  readonly open: Name;
  readonly onOpen: (name: Name) => void;
  /** What the open one shows. */
  readonly children: ComponentChildren;
}

/** A row of tabs, and what the open one shows. */
export function Tabs<Name extends string>(props: TabsProps<Name>): JSX.Element {
  const { label, tabs, open, onOpen, children } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(OPEN)?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [open]);
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={moveByKey}>
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
      <div class="tab-content" id="tab-content" role="tabpanel" aria-labelledby={`tab-${open}`} key={open}>
        {children}
      </div>
    </>
  );
}

const OPEN = '[aria-selected=true]';

function moveByKey(event: JSX.TargetedKeyboardEvent<HTMLElement>): void {
  const { firstElementChild: first, lastElementChild: last } = event.currentTarget;
  const now = event.currentTarget.querySelector(OPEN);
  const targets: Readonly<Record<string, Element | null | undefined>> = {
    ArrowRight: now?.nextElementSibling,
    ArrowLeft: now?.previousElementSibling,
    Home: first,
    End: last,
  };
  const target = targets[event.key];
  if (!(target instanceof HTMLElement)) return;
  event.preventDefault();
  target.click();
  target.focus();
}
