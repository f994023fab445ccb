/**
 * Finds out whether a file belongs to another program, by reading only: SQLite treats a short text as a new database,
 * and opening a database can change its journal mode.
 *
 * @module sqlite/foreign-file
 * @see https://www.sqlite.org/fileformat2.html#the_database_header
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { StoreError } from '../errors/index.ts';
import { requireOwn, type Schema } from './migrate.ts';

/** The header of the file and that of its first page, as far as they are read, in bytes. */
const HEADER_BYTES = 108;
/** "Magic header string", at 0. */
const MAGIC = 'SQLite format 3\0';
/** Where the `application_id` is: "Application ID", 32 bits. */
const APPLICATION_ID_AT = 68;
/** Where the page of the schema begins, with its type; a leaf contains the whole schema. */
const PAGE_AT = 100;
const LEAF = 13;
/** Where that page has the number of tables, indexes and so on: 16 bits. */
const CELLS_AT = PAGE_AT + 3;

/**
 * Refuses a file that was never a database of this kind, before anything is written to it or beside it. A file that cannot be
 * read, is empty or does not exist is left to SQLite.
 *
 * @param path of the file
 * @param schema that its database has
 * @throws {StoreError} ERR_WEBHOOK_STORE_CORRUPT if it is not a database
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if it is another program's
 */
export function refuseForeign(path: string, schema: Schema): void {
  const header = readHeader(path);
  if (header === undefined || header.length === 0) return;
  if (header.length < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new StoreError(
      'ERR_WEBHOOK_STORE_CORRUPT',
      `${path} is not a SQLite database, or its header is damaged: give the ${schema.name} a file of its own`,
    );
  }
  const isEmpty = header[PAGE_AT] === LEAF && header.readUInt16BE(CELLS_AT) === 0;
  requireOwn(schema, header.readUInt32BE(APPLICATION_ID_AT), isEmpty);
}

function readHeader(path: string): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const header = Buffer.alloc(HEADER_BYTES);
    return header.subarray(0, readSync(file, header, 0, HEADER_BYTES, 0));
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
