/**
 * Text to copy.
 *
 * @module mock-server/inspector/ui/code-block
 */
import type { JSX } from 'preact';
import { CopyButton } from './copy-button.tsx';

/** A block of code with a button that copies it. */
export function CodeBlock({ code, what }: { code: string; what: string }): JSX.Element {
  return (
    <div class="code-block">
      <pre tabIndex={0} aria-label={what}>
        {code}
      </pre>
      <CopyButton text={code} what={what} />
    </div>
  );
}
