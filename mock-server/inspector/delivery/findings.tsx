/**
 * Issues, drift and repairs: where, and what was found.
 *
 * @module mock-server/inspector/delivery/findings
 */
import type { ComponentChildren, JSX } from 'preact';
import { pairRenamed } from '../json/diff.ts';
import { showInBody } from '../state/route.ts';
import { Badge } from '../ui/badge.tsx';
import { cut } from '../ui/text.ts';
import { Button } from '../ui/button.tsx';

/** What an issue and a drift have in common. */
export interface Finding {
  /** JSON pointer to the place in the body. */
  readonly path: string;
  readonly kind: string;
  readonly expected: string;
  readonly found: string;
  readonly hint?: string;
}

/** What {@link Findings} takes. */
export interface FindingsProps {
  /** All of them: both halves of a renamed field have to be there. */
  readonly findings: readonly Finding[];
  /** How many lines are shown. */
  readonly max: number;
}

/** A list of findings. A renamed field is one line, not two. */
export function Findings({ findings, max }: FindingsProps): JSX.Element {
  return (
    <ul class="findings">
      {linesOf(findings)
        .slice(0, max)
        .map((finding) => (
          <FindingLine key={`${finding.kind} ${finding.path}`} {...finding}>
            {sentenceOf(finding)} {finding.hint}
          </FindingLine>
        ))}
    </ul>
  );
}

/** The findings, with one for both halves of a renamed field. */
export function linesOf(findings: readonly Finding[]): readonly Finding[] {
  return pairRenamed(findings, 'missing', 'extra').map(({ item, counterpart }) =>
    counterpart ? renamed(item, counterpart) : item,
  );
}

/** What {@link FindingLine} takes. */
export interface FindingLineProps extends Pick<Finding, 'path' | 'kind'> {
  readonly children: ComponentChildren;
}

/** A finding that leads to its place in the body. */
export function FindingLine({ path, kind, children }: FindingLineProps): JSX.Element {
  return (
    <li>
      <Badge tone={kind === 'extra' ? 'info' : 'notice'}>{kind}</Badge>
      <div>
        <Button class="link pointer" title="Show in Body" onClick={() => showInBody(path)}>
          {path === '' ? '(the whole body)' : cut(path)}
        </Button>
        <p>{children}</p>
      </div>
    </li>
  );
}

function renamed({ path }: Finding, counterpart: Finding): Finding {
  return { ...counterpart, kind: 'renamed', expected: path.slice(path.lastIndexOf('/') + 1) };
}

/** What the badge and the pointer beside it do not say. */
function sentenceOf({ kind, expected, found }: Finding): string {
  const sentences: Readonly<Record<string, string>> = {
    missing: 'Required, but not there.',
    extra: `Not documented; it holds ${found}.`,
    renamed: `Documented as ${expected}; it holds ${found}.`,
  };
  return sentences[kind] ?? `Expected ${expected}; found ${found}.`;
}

/** Findings that are a sentence each; nothing if there are none. */
export function Sentences({ title, list }: { title: string; list: readonly string[] }): JSX.Element | null {
  if (list.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {list.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}
