/**
 * The last probe, and what is typed to start the next.
 *
 * @module mock-server/inspector/state/probe
 */
import { type Signal, signal } from '@preact/signals';
import type { ProbeCase, ProbeLevel, ProbeState } from '../../api/types.ts';

/** The last probe; absent until it has been read. */
export const probe: Signal<ProbeState | undefined> = signal(undefined);

/** What is chosen and typed. */
export interface ProbeDraft {
  readonly url: string;
  readonly level: ProbeLevel;
  /** One, or several with spaces between them. */
  readonly secret: string;
  /** Whether the cases that take seconds are left out. */
  readonly quick: boolean;
}

/** Kept while the reader looks at a case. */
export const draft: Signal<ProbeDraft> = signal({ url: '', level: 'signed', secret: '', quick: false });

/** Adds a case that was judged. */
export function addCase(judged: ProbeCase): void {
  const { value: before } = probe;
  if (before === undefined) return;
  const others = before.cases.filter(({ id }) => id !== judged.id);
  probe.value = { ...before, cases: [...others, judged] };
}
