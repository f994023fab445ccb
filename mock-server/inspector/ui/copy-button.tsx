/**
 * Copies a text, and tells so.
 *
 * @module mock-server/inspector/ui/copy-button
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../state/deliveries.ts';
import { Button } from './button.tsx';

/** How long the button says that it has copied. */
const SHOWN_MS = 1600;

/** What is written on the button, by its icon. */
const WORDS = { copy: undefined, check: 'Copied', cross: 'Not copied' };

/** What {@link CopyButton} takes. */
export interface CopyButtonProps {
  /** What is copied; a function where it must be fetched or is costly to make. */
  readonly text: string | (() => string | Promise<string>);
  /** What is copied, in a few words: `the URL`. */
  readonly what: string;
  /** Written on the button; without it the button is an icon. */
  readonly label?: string;
}

/** A button that copies a text. */
export function CopyButton({ text, what, label }: CopyButtonProps): JSX.Element {
  const [icon, setIcon] = useState<keyof typeof WORDS>('copy');
  const copy = async (): Promise<void> => {
    const copied = await copyText(text);
    setIcon(copied ? 'check' : 'cross');
    say(copied ? `Copied ${what}.` : `Could not copy ${what}.`);
    setTimeout(() => setIcon('copy'), SHOWN_MS);
  };
  return (
    <Button
      icon={icon}
      class={`button ${label === undefined ? 'icon-button' : ''}`}
      aria-label={label === undefined ? `Copy ${what}` : undefined}
      title={`Copy ${what}`}
      onClick={() => void copy()}
    >
      {label && (WORDS[icon] ?? label)}
    </Button>
  );
}

/** Code with a button that copies it. */
export function CodeBlock({ code, label, what }: { code: string; label: string; what: string }): JSX.Element {
  return (
    <div class="code-block">
      <pre tabIndex={0} aria-label={label}>
        {code}
      </pre>
      <CopyButton text={code} what={what} />
    </div>
  );
}

/** Copies a text. @returns whether that worked */
async function copyText(source: CopyButtonProps['text']): Promise<boolean> {
  try {
    const text = typeof source === 'string' ? source : await source();
    // Browsers have `navigator.clipboard` only on localhost and https.
    if (!('clipboard' in navigator)) return copySelection(text);
    return await navigator.clipboard.writeText(text).then(
      () => true,
      () => copySelection(text),
    );
  } catch {
    return false;
  }
}

/** Copies by selecting the text in a field: the way for plain http. */
function copySelection(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'sr-only';
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
