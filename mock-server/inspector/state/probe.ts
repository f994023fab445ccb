/**
 * The last probe.
 *
 * @module mock-server/inspector/state/probe
 */
import { type Signal, signal } from '@preact/signals';
import type { ProbeCase, ProbeState } from '../../api/types.ts';

/** The last probe; absent until it has been read. */
export const probe: Signal<ProbeState | undefined> = signal(undefined);

/** Adds a case that was judged. */
export function addCase(judged: ProbeCase): void {
  const { value: before } = probe;
  if (before === undefined) return;
  const others = before.cases.filter(({ id }) => id !== judged.id);
  probe.value = { ...before, cases: [...others, judged] };
}
