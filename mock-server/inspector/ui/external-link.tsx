/**
 * Links that a payload may hold.
 *
 * @module mock-server/inspector/ui/external-link
 */
import type { JSX } from 'preact';

/**
 * Whether a text is a link that may be followed: http or https, and nothing else.
 *
 * @param text any text from outside
 */
export function isSafeLink(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || text.length > 2048) return false;
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** A link to elsewhere: never loaded by itself, opened without a way back to this page. */
export function ExternalLink({ href, text }: { href: string; text: string }): JSX.Element {
  return (
    <a
      class="external"
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={`Opens ${href}`}
    >
      {text}
    </a>
  );
}
