/**
 * How good a delivery is: a shape, a colour and a word, never a colour alone.
 *
 * @module mock-server/inspector/ui/level
 */
import type { JSX } from 'preact';
import type { Level, SignatureState } from '../../api/types.ts';
import { Icon } from './icon.tsx';

/** A level of a verdict, or what has none: not decided yet, or just told. */
export type Tone = Level | 'pending' | 'info';

/** What a level is called. */
export const LEVEL_NAMES: Readonly<Record<Tone, string>> = {
  good: 'Valid',
  notice: 'Worth a look',
  bad: 'Wrong',
  pending: 'Not answered yet',
  info: 'Information',
};

/** How good each state of a signature is. */
export const SIGNATURE_TONES: Readonly<Record<SignatureState, Tone>> = {
  valid: 'good',
  invalid: 'bad',
  missing: 'bad',
  unchecked: 'info',
};

/** The mark of a level. */
export function LevelIcon({ tone, decorative = false }: { tone: Tone; decorative?: boolean }): JSX.Element {
  return <Icon name={tone} class={`tone-${tone}`} {...(!decorative && { label: LEVEL_NAMES[tone] })} />;
}
