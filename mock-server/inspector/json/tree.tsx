/**
 * JSON as a tree: closed where it is large, every text a text node.
 *
 * @module mock-server/inspector/json/tree
 */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { countOf, cut } from '../ui/text.ts';
import { LongText } from './long-text.tsx';
import { containerOf, type JsonNode, membersOf, pointerTo, scalarOf } from './node.ts';
import { useShowMore } from './show-more.tsx';
import { Button } from '../ui/button.tsx';

/** What {@link Tree} takes. */
export interface TreeProps {
  readonly root: JsonNode;
  /** Remarks by JSON pointer. */
  readonly marks?: ReadonlyMap<string, string>;
  /** JSON pointer to a place to open and scroll to. */
  readonly target?: string | undefined;
}

interface NodeProps extends Required<Omit<TreeProps, 'root'>> {
  readonly node: JsonNode;
  /** Key or index; absent for the root. */
  readonly name?: string;
  /** JSON pointer to the value; the nearest place above where that would be too long. */
  readonly pointer: string;
  readonly depth: number;
}

/** Children that are shown at once. */
const PAGE = 100;

/** Nodes of this depth are open at first, if they are small. */
const OPEN_DEPTH = 3;
const OPEN_SIZE = 25;

/** The longest page of children that is shown to reach the target. */
const MAX_TO_TARGET = 2000;

const NO_MARKS: ReadonlyMap<string, string> = new Map();

/** A value with everything in it. */
export function Tree({ root, marks = NO_MARKS, target }: TreeProps): JSX.Element {
  return (
    <div class="tree">
      <TreeNode node={root} marks={marks} target={target} pointer="" depth={0} />
    </div>
  );
}

function TreeNode(props: NodeProps): JSX.Element {
  return containerOf(props.node) === undefined ? (
    <Line {...props}>
      <Leaf node={props.node} />
    </Line>
  ) : (
    <Branch {...props} />
  );
}

function Branch(props: NodeProps): JSX.Element {
  const { node, pointer, depth, target } = props;
  const leadsToTarget = target?.startsWith(`${pointer}/`) ?? false;
  const [open, setOpen] = useState(leadsToTarget || (depth < OPEN_DEPTH && node.size <= OPEN_SIZE));
  useEffect(() => {
    if (leadsToTarget) setOpen(true);
  }, [leadsToTarget, target]);
  const isArray = containerOf(node) === 'array';
  const size = node.size === 0 ? '' : ` ${countOf(node.size, isArray ? 'item' : 'field')} `;
  return (
    <>
      <Line {...props} toggle={node.size > 0 ? { open, flip: () => setOpen(!open) } : undefined}>
        <span class="tree-size">{isArray ? `[${size}]` : `{${size}}`}</span>
      </Line>
      {open && <Children {...props} />}
    </>
  );
}

function Children({ node, pointer, depth, target, marks }: NodeProps): JSX.Element {
  const [shown, more] = useShowMore(
    node.size,
    useMemo(() => firstPage(node, pointer, target), []),
  );
  const members = useMemo(() => membersOf(node, shown), [node, shown]);
  return (
    <div class="tree-children" role="group">
      {members.map((member, index) => (
        <TreeNode
          key={index}
          {...{ marks, target, name: member.name, node: member, depth: depth + 1 }}
          pointer={pointerTo(pointer, member.name)}
        />
      ))}
      {more}
    </div>
  );
}

/** So many children that the target is among them. */
function firstPage(node: JsonNode, pointer: string, target: string | undefined): number {
  if (target?.startsWith(`${pointer}/`) !== true) return PAGE;
  const at = membersOf(node, MAX_TO_TARGET).findIndex(({ name }) => {
    const own = pointerTo(pointer, name);
    return target === own || target.startsWith(`${own}/`);
  });
  return Math.max(PAGE, at + 1);
}

interface LineProps extends NodeProps {
  readonly toggle?: { readonly open: boolean; readonly flip: () => void } | undefined;
  readonly children: ComponentChildren;
}

function Line({ name, pointer, target, marks, toggle, children }: LineProps): JSX.Element {
  const line = useRef<HTMLDivElement>(null);
  const isTarget = target === pointer && pointer !== '';
  const mark = marks.get(pointer);
  useEffect(() => {
    if (isTarget) line.current?.scrollIntoView({ block: 'center' });
  }, [isTarget]);
  return (
    <div ref={line} class={`tree-line ${isTarget ? 'target' : ''}`}>
      {toggle ? (
        <Button
          class="tree-toggle"
          aria-expanded={toggle.open}
          aria-label={cut(name ?? 'The whole value')}
          onClick={toggle.flip}
          icon="right"
        />
      ) : (
        <span class="tree-toggle" />
      )}
      {name !== undefined && (
        <span class="tree-key">
          <LongText text={name} cut={120} />
        </span>
      )}
      {children}
      {mark !== undefined && (
        <span class="tree-mark" title={mark}>
          <Icon name="notice" label={mark} />
        </span>
      )}
    </div>
  );
}

/** A text, number, boolean or null. A number is shown as it was sent, with every digit. */
export function Leaf({ node, quoted = true }: { node: JsonNode; quoted?: boolean }): JSX.Element {
  const { text, start, end } = node;
  if (text[start] === '"') return <LongText text={String(scalarOf(node))} quoted={quoted} />;
  const kind = { t: 'boolean', f: 'boolean', n: 'null' }[text.charAt(start)] ?? 'number';
  return <span class={`tree-value ${kind}`}>{cut(text.slice(start, end))}</span>;
}
