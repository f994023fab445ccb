/**
 * The body as a tree, with a mark at everything that differs from the contract.
 *
 * @module mock-server/inspector/delivery/body-tab
 */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { DeliveryDetail } from '../../api/types.ts';
import { readJson } from '../json/node.ts';
import { Tree } from '../json/tree.tsx';
import { route } from '../state/route.ts';
import { CopyButton } from '../ui/copy-button.tsx';

/** The body of a delivery. */
export function BodyTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const { body, bytes, isJson, verdict } = detail;
  const root = useMemo(() => readJson(body), [body]);
  const marks = useMemo(
    () => new Map([...verdict.drift, ...verdict.issues].map(({ path, message }) => [path, message])),
    [verdict],
  );
  if (bytes === 0) return <p class="quiet">The body is empty.</p>;
  if (!isJson) return <p class="quiet">The body cannot be read as JSON: see Raw for its bytes.</p>;
  return (
    <>
      <div class="line section-head">
        <h2>Body</h2>
        <CopyButton
          text={() => JSON.stringify(JSON.parse(body), undefined, 2)}
          what="the body as JSON"
          label="Copy JSON"
        />
      </div>
      <Tree root={root} marks={marks} target={route.value.pointer} />
    </>
  );
}
