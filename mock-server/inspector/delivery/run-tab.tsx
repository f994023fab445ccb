/**
 * The normalised run: what handlers get, whatever shape Maxun sent.
 *
 * @module mock-server/inspector/delivery/run-tab
 */
import type { JSX } from 'preact';
import type { Repair } from '../../../src/event/index.ts';
import type { DeliveryDetail } from '../../api/types.ts';
import { type JsonNode, memberNamed, readJson, textOf } from '../json/node.ts';
import { Tables } from '../json/table.tsx';
import { Tree } from '../json/tree.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Load } from '../ui/load.tsx';
import { FindingLine } from './findings.tsx';

/** The normalised run with its repairs. */
export function RunTab({ detail: { id, isJson } }: { detail: DeliveryDetail }): JSX.Element {
  if (!isJson) return <p class="quiet">The body cannot be read as JSON, so there is no run: see Verdict.</p>;
  return (
    <Load path={`deliveries/${id}/run`} what="the run" read={readNode}>
      {(root) => <Run root={root} />}
    </Load>
  );
}

/** With every digit of its numbers, which `JSON.parse` would lose. */
async function readNode(response: Response): Promise<JsonNode> {
  return readJson(await response.text());
}

function Run({ root }: { root: JsonNode }): JSX.Element {
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
        <CopyButton text={root.text} what="the run as JSON" label="Copy JSON" />
      </div>
      <Tree root={root} />
    </>
  );
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
