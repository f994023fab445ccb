/**
 * Issues and drift: where, what was expected, what was found, and what is likely meant.
 *
 * @module mock-server/inspector/delivery/finding-list
 */
import type { JSX } from 'preact';
import { showInBody } from './body-target.ts';
import { Badge } from '../ui/badge.tsx';
import type { Tone } from '../ui/level.tsx';

/** What an issue and a drift have in common. */
export interface Finding {
  readonly path: string;
  readonly kind: string;
  readonly expected: string;
  readonly found: string;
  readonly message: string;
  readonly hint?: string;
}

/** What is allowed is told in another tone than what breaks the contract. */
export function toneOfFinding(kind: string): Tone {
  return kind === 'extra' ? 'info' : 'notice';
}

/** A list of findings, each of which leads to its place in the body. */
export function FindingList({ findings, id }: { findings: readonly Finding[]; id: string }): JSX.Element {
  return (
    <ul class="findings">
      {findings.map((finding) => (
        <li key={`${finding.kind} ${finding.path}`}>
          <Badge tone={toneOfFinding(finding.kind)}>{finding.kind}</Badge>
          <div>
            <button
              type="button"
              class="link pointer"
              title="Show it in the body"
              onClick={() => showInBody(id, finding.path)}
            >
              {finding.path === '' ? '(the whole body)' : finding.path}
            </button>
            <p>{sentenceOf(finding)}</p>
            {finding.hint !== undefined && <p class="hint">{finding.hint}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What the badge and the pointer beside it leave to be said. */
function sentenceOf({ kind, expected, found }: Finding): string {
  switch (kind) {
    case 'missing':
      return 'It is required, and not there.';
    case 'extra':
      return `It is not documented, and holds ${found}.`;
    default:
      return `Expected ${expected}; found ${found}.`;
  }
}
