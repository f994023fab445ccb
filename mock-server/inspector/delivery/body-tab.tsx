/**
 * The body: what was captured as tables, then everything as a tree.
 *
 * @module mock-server/inspector/delivery/body-tab
 */
import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { DeliveryDetail } from '../../api/types.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { DataTable } from '../json/table.tsx';
import { TreeNode } from '../json/tree.tsx';
import { bodyTarget } from './body-target.ts';
import { parseJson } from '../ui/parse-json.ts';

/** The body of a delivery. */
export function BodyTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const parsed = useMemo(() => parseJson(detail.body), [detail.body]);
  const marks = useMemo(() => marksOf(detail), [detail]);
  const target = bodyTarget.value;
  useEffect(
    () => () => {
      bodyTarget.value = undefined;
    },
    [],
  );
  if (!parsed.ok) {
    return (
      <p class="quiet">
        {detail.bytes === 0 ? 'The body is empty.' : 'The body is no JSON: see Raw.'} {detail.verdict.refusal}
      </p>
    );
  }
  return (
    <>
      <Captured run={detail.run} />
      <div class="section-head">
        <h2>Body</h2>
        <CopyButton
          text={() => JSON.stringify(parsed.value, undefined, 2)}
          what="the body as JSON"
          label="Copy JSON"
        />
      </div>
      <div class="tree">
        <TreeNode value={parsed.value} pointer="" depth={0} context={{ marks, target }} />
      </div>
    </>
  );
}

function marksOf({ verdict }: DeliveryDetail): Map<string, string> {
  return new Map([...verdict.drift, ...verdict.issues].map(({ path, message }) => [path, message]));
}

function Captured({ run }: { run: unknown }): JSX.Element | null {
  const lists = groupsOf(run, 'lists');
  const texts = groupsOf(run, 'texts');
  if (lists.length + texts.length === 0) return null;
  return (
    <section aria-label="What was captured">
      {lists.length > 0 && <h2>Captured lists</h2>}
      {lists.map(([name, rows]) => (
        <DataTable key={name} name={name} rows={rows} />
      ))}
      {texts.length > 0 && <h2>Captured texts</h2>}
      {texts.map(([name, rows]) => (
        <DataTable key={name} name={name} rows={rows} />
      ))}
    </section>
  );
}

/** The groups of the normalised run that hold something. */
function groupsOf(run: unknown, key: 'lists' | 'texts'): [string, readonly unknown[]][] {
  const groups = (run as Readonly<Record<string, unknown>> | null | undefined)?.[key];
  if (typeof groups !== 'object' || groups === null) return [];
  return Object.entries(groups).filter(
    (group): group is [string, readonly unknown[]] => Array.isArray(group[1]) && group[1].length > 0,
  );
}
