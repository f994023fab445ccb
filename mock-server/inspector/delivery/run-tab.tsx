/**
 * The normalised run: what handlers get, whatever shape Maxun sent.
 *
 * @module mock-server/inspector/delivery/run-tab
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Repair } from '../../../src/event/index.ts';
import type { DeliveryDetail } from '../../api/types.ts';
import { type JsonNode, memberNamed, readJson, textOf } from '../json/node.ts';
import { Tables } from '../json/table.tsx';
import { Tree } from '../json/tree.tsx';
import { send } from '../state/client.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { FindingLine } from './findings.tsx';

/** The normalised run with its repairs. */
export function RunTab({ detail: { id, isJson } }: { detail: DeliveryDetail }): JSX.Element {
  const text = useRun(id, isJson);
  const root = useMemo(() => (text.startsWith('{') ? readJson(text) : undefined), [text]);
  if (!isJson) return <p class="quiet">The body cannot be read as JSON, so there is no run: see Verdict.</p>;
  if (!root) return <p class="quiet late">{text || 'Loading the run …'}</p>;
  return (
    <>
      <p class="lead">
        What a handler gets as <code>run</code>: the same fields, whatever shape Maxun sent.
      </p>
      <Repairs node={memberNamed(root, 'repairs')} />
      <Tables title="Captured lists" groups={memberNamed(root, 'lists')} />
      <Tables title="Captured texts" groups={memberNamed(root, 'texts')} />
      <div class="line section-head">
        <h2>Run</h2>
        <CopyButton text={text} what="the run as JSON" label="Copy JSON" />
      </div>
      <Tree root={root} />
    </>
  );
}

/** The run as JSON, an error in a sentence, or nothing yet. */
function useRun(id: string, isJson: boolean): string {
  const [text, setText] = useState('');
  useEffect(() => {
    if (!isJson) return undefined;
    const abort = new AbortController();
    send(`deliveries/${id}/run`, { signal: abort.signal })
      .then(async (response) => response.text())
      .then(setText, (error: Error) => !abort.signal.aborted && setText(error.message));
    return () => abort.abort();
  }, [id, isJson]);
  return text;
}

function Repairs({ node }: { node: JsonNode | undefined }): JSX.Element {
  const repairs = node ? (JSON.parse(textOf(node)) as readonly Repair[]) : [];
  if (repairs.length === 0) return <p>Nothing had to be guessed.</p>;
  return (
    <>
      <h2>Repairs: what was guessed or left out</h2>
      <ul class="findings">
        {repairs.map(({ path, kind, message }, index) => (
          <FindingLine key={index} {...{ path, kind }}>
            {message.replace(`${path}: `, '')}
          </FindingLine>
        ))}
      </ul>
    </>
  );
}
