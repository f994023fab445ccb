/**
 * JSON as a tree: folded where it is large, every text a text node.
 *
 * @module mock-server/inspector/json/tree
 */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { join } from '../../../src/validation/pointer.ts';
import { Icon } from '../ui/icon.tsx';
import { countOf } from '../ui/text.ts';
import { Scalar } from '../ui/scalar.tsx';
import { LongText } from './long-text.tsx';

/** What a whole tree shares. */
export interface TreeContext {
  /** Remarks by JSON pointer. */
  readonly marks: ReadonlyMap<string, string>;
  /** JSON pointer to the place to show; absent for none. */
  readonly target: string | undefined;
}

/** What {@link TreeNode} takes. */
export interface TreeNodeProps {
  /** Key or index; absent for the root. */
  readonly name?: string;
  readonly value: unknown;
  /** JSON pointer to the value. */
  readonly pointer: string;
  readonly depth: number;
  readonly context: TreeContext;
}

/** Children that are shown at once. */
const PAGE = 100;

/** Nodes of this depth are open at first. */
const OPEN_DEPTH = 3;

/** A value, and what is in it. */
export function TreeNode(props: TreeNodeProps): JSX.Element {
  const { value } = props;
  return typeof value === 'object' && value !== null ? (
    <Branch {...props} value={value} />
  ) : (
    <Line {...props}>
      <Leaf value={value} />
    </Line>
  );
}

function Branch(props: TreeNodeProps & { value: object }): JSX.Element {
  const { value, pointer, depth, context } = props;
  const entries = Object.entries(value);
  const isArray = Array.isArray(value);
  const leads = context.target?.startsWith(`${pointer}/`) ?? false;
  const [open, setOpen] = useState(leads || isOpenAtFirst(depth, entries.length));
  useEffect(() => {
    if (leads) setOpen(true);
  }, [leads, context.target]);
  const size = isArray ? countOf(entries.length, 'item') : countOf(entries.length, 'field');
  return (
    <>
      <Line {...props} toggle={entries.length > 0 ? { open, flip: () => setOpen(!open) } : undefined}>
        <span class="tree-size">
          {isArray ? '[' : '{'}
          <span>{entries.length === 0 ? '' : ` ${size} `}</span>
          {isArray ? ']' : '}'}
        </span>
      </Line>
      {open && <Children entries={entries} {...props} />}
    </>
  );
}

function isOpenAtFirst(depth: number, size: number): boolean {
  return depth < OPEN_DEPTH && size <= PAGE / 4;
}

function Children({
  entries,
  pointer,
  depth,
  context,
}: TreeNodeProps & { entries: readonly [string, unknown][] }): JSX.Element {
  const [shown, setShown] = useState(firstPage(entries, pointer, context.target));
  const rest = entries.length - shown;
  return (
    <div class="tree-children" role="group">
      {entries.slice(0, shown).map(([name, value]) => (
        <TreeNode
          key={name}
          name={name}
          value={value}
          pointer={join(pointer, name)}
          depth={depth + 1}
          context={context}
        />
      ))}
      {rest > 0 && (
        <button type="button" class="link tree-more" onClick={() => setShown(shown + PAGE)}>
          {Math.min(rest, PAGE)} more of {rest}
        </button>
      )}
    </div>
  );
}

/** So many children that the one to show is among them. */
function firstPage(
  entries: readonly [string, unknown][],
  pointer: string,
  target: string | undefined,
): number {
  const at = entries.findIndex(([name]) => {
    const own = join(pointer, name);
    return target === own || target?.startsWith(`${own}/`);
  });
  return Math.max(PAGE, at + 1);
}

interface LineProps extends TreeNodeProps {
  readonly toggle?: { readonly open: boolean; readonly flip: () => void } | undefined;
  readonly children: ComponentChildren;
}

function Line({ name, pointer, context, toggle, children }: LineProps): JSX.Element {
  const line = useRef<HTMLDivElement>(null);
  const aimed = context.target === pointer && pointer !== '';
  const mark = context.marks.get(pointer);
  useEffect(() => {
    if (aimed) line.current?.scrollIntoView({ block: 'center' });
  }, [aimed]);
  const label = name === undefined ? undefined : <span class="tree-key">{name}</span>;
  return (
    <div ref={line} class={`tree-line ${aimed ? 'aimed' : ''} ${mark === undefined ? '' : 'marked'}`}>
      {toggle ? (
        <button
          type="button"
          class="tree-toggle"
          aria-expanded={toggle.open}
          aria-label={name ?? 'The body'}
          onClick={toggle.flip}
        >
          <Icon name="right" />
        </button>
      ) : (
        <span class="tree-toggle" />
      )}
      {label}
      {children}
      {mark !== undefined && (
        <span class="tree-mark" title={mark}>
          <Icon name="notice" label={mark} />
        </span>
      )}
    </div>
  );
}

function Leaf({ value }: { value: unknown }): JSX.Element {
  if (typeof value === 'string') return <LongText text={value} quoted />;
  return <Scalar value={value} />;
}
