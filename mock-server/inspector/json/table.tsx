/**
 * Captured lists and texts as tables.
 *
 * @module mock-server/inspector/json/table
 */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { countOf, cut } from '../ui/text.ts';
import { LongText } from './long-text.tsx';
import { containerOf, type JsonMember, type JsonNode, membersOf, textOf } from './node.ts';
import { useShowMore } from './show-more.tsx';
import { Leaf } from './tree.tsx';

/** Tables that are shown at first. */
const TABLES = 10;

/** Rows of a table that are shown at first; its columns are found in as many. */
const ROWS = 50;

/** Columns that are shown; a row with more keys is read in the tree. */
const MAX_COLUMNS = 40;

/** Characters of an object or array in a cell. */
const MAX_CELL = 2000;

/** Groups of rows, each as a table. */
export function Tables({
  title,
  groups,
}: {
  title: string;
  groups: JsonNode | undefined;
}): JSX.Element | null {
  const [shown, more] = useShowMore(groups?.size ?? 0, TABLES);
  const tables = useMemo(() => (groups ? membersOf(groups, shown) : []), [groups, shown]);
  if (tables.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {tables.map((table, index) => (
        <Table key={index} table={table} />
      ))}
      {more}
    </section>
  );
}

function Table({ table }: { table: JsonMember }): JSX.Element {
  const [shown, more] = useShowMore(table.size, ROWS);
  const rows = useMemo(() => membersOf(table, shown).map(cellsOf), [table, shown]);
  const columns = useMemo(() => columnsOf(rows), [rows]);
  const size = countOf(table.size, 'row');
  return (
    <figure class="data-table">
      <figcaption>
        <code>{cut(table.name)}</code> <span class="quiet">{size}</span>
      </figcaption>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={`${cut(table.name)}, ${size}`}>
        <table>
          <thead>
            <tr>
              <th class="row-number">#</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {cut(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, index) => (
              <tr key={index}>
                <td class="row-number">{index + 1}</td>
                {columns.map((column) => (
                  <td key={column}>
                    <Cell node={cells.get(column)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more}
    </figure>
  );
}

type Cells = ReadonlyMap<string, JsonNode>;

/** A row that is not an object has one cell. */
function cellsOf(row: JsonMember): Cells {
  if (containerOf(row) !== 'object') return new Map([['value', row]]);
  return new Map(membersOf(row, MAX_COLUMNS).map((member) => [member.name, member]));
}

function columnsOf(rows: readonly Cells[]): string[] {
  return [...new Set(rows.slice(0, ROWS).flatMap((cells) => [...cells.keys()]))].slice(0, MAX_COLUMNS);
}

function Cell({ node }: { node: JsonNode | undefined }): JSX.Element {
  if (!node) return <span class="quiet">–</span>;
  return containerOf(node) === undefined ? (
    <Leaf node={node} quoted={false} />
  ) : (
    <LongText text={textOf(node, MAX_CELL)} />
  );
}
