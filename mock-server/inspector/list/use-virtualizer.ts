/**
 * Renders only the visible lines of a long list.
 *
 * @module mock-server/inspector/list/use-virtualizer
 * @see https://tanstack.com/virtual
 */
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

/** The options that differ between lists. */
export type ListOptions = Pick<
  VirtualizerOptions<HTMLElement, HTMLElement>,
  'count' | 'getScrollElement' | 'estimateSize' | 'getItemKey'
>;

/** Lines beyond the visible ones, so that fast scrolling shows no gap. */
const OVERSCAN = 8;

/**
 * Makes a virtualizer for a list whose lines have known heights.
 *
 * @param options how many lines, how high each is, and what scrolls
 */
export function useVirtualizer(options: ListOptions): Virtualizer<HTMLElement, HTMLElement> {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const resolved = {
    ...options,
    overscan: OVERSCAN,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => redraw(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(resolved));
  virtualizer.setOptions(resolved);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  return virtualizer;
}
