/**
 * Records as a table.
 *
 * @module mock-server/inspector/json/table
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Scalar } from '../ui/scalar.tsx';
import { LongText } from './long-text.tsx';
import { countOf } from '../ui/text.ts';

/** Rows that are shown at first. */
const PAGE = 50;

/** Rows that are added at a time. */
const MORE = 200;

/** Columns that are shown; a record with more keys is read in the tree. */
const MAX_COLUMNS = 40;

/** What {@link DataTable} takes. */
export interface DataTableProps {
  readonly name: string;
  readonly rows: readonly unknown[];
}

/** A list that a robot captured, as a table; a column for each key that any record has. */
export function DataTable({ name, rows }: DataTableProps): JSX.Element {
  const [shown, setShown] = useState(PAGE);
  const columns = columnsOf(rows);
  const rest = rows.length - shown;
  const size = countOf(rows.length, 'row');
  return (
    <figure class="data-table">
      <figcaption>
        <code>{name}</code> <span class="quiet">{size}</span>
      </figcaption>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={`${name}, ${size}`}>
        <table>
          <Head columns={columns} />
          <tbody>
            {rows.slice(0, shown).map((row, index) => (
              <Row key={index} row={row} index={index} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
      {rest > 0 && (
        <button type="button" class="link" onClick={() => setShown(shown + MORE)}>
          Show {rest <= MORE ? `the other ${rest}` : `${MORE} more of ${rest}`}
        </button>
      )}
    </figure>
  );
}

function Head({ columns }: { columns: readonly string[] }): JSX.Element {
  return (
    <thead>
      <tr>
        <th class="row-number" scope="col">
          #
        </th>
        {columns.map((column) => (
          <th key={column} scope="col">
            {column}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** The name of the one column of a list whose items are no records. */
const VALUE_COLUMN = 'value';

function columnsOf(rows: readonly unknown[]): string[] {
  const columns = new Set<string>();
  for (const row of rows) {
    if (isRecord(row)) for (const key of Object.keys(row)) columns.add(key);
    else columns.add(VALUE_COLUMN);
    if (columns.size > MAX_COLUMNS) break;
  }
  return [...columns].slice(0, MAX_COLUMNS);
}

function Row({
  row,
  index,
  columns,
}: {
  row: unknown;
  index: number;
  columns: readonly string[];
}): JSX.Element {
  return (
    <tr>
      <td class="row-number">{index + 1}</td>
      {columns.map((column) => (
        <td key={column}>
          <Cell value={cellOf(row, column)} />
        </td>
      ))}
    </tr>
  );
}

function cellOf(row: unknown, column: string): unknown {
  if (!isRecord(row)) return column === VALUE_COLUMN ? row : undefined;
  return Object.hasOwn(row, column) ? row[column] : undefined;
}

function Cell({ value }: { value: unknown }): JSX.Element {
  if (value === undefined) return <span class="quiet">–</span>;
  if (typeof value === 'string') return <LongText text={value} />;
  if (typeof value === 'object' && value !== null) return <LongText text={JSON.stringify(value)} />;
  return <Scalar value={value} />;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
