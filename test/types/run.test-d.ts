/**
 * What the types of a run promise, whatever the settings of the compiler: nothing is there that may be missing. Checked by
 * `npm run check types`, and with other settings by `test/package`; nothing here is run.
 */
import { expectTypeOf } from 'vitest';
import type { CrawlData, ExtractRunEvent, SearchData } from '#generated/events.js';
import type { Json, Row, Run } from '../../src/index.ts';

// Not by an index, so that it holds without noUncheckedIndexedAccess too.
expectTypeOf<Run['lists']>().toEqualTypeOf<Record<string, Row[] | undefined>>();
expectTypeOf<Run['texts']>().toEqualTypeOf<Record<string, Row[] | undefined>>();
expectTypeOf<Row>().toEqualTypeOf<Record<string, Json | undefined>>();
expectTypeOf<Json>().toEqualTypeOf<
  string | number | boolean | null | Json[] | { [key: string]: Json | undefined }
>();

// Known statuses are offered, others are taken.
expectTypeOf<Run['status']>().toEqualTypeOf<
  'success' | 'failed' | 'test' | 'aborted' | (string & {}) | undefined
>();
expectTypeOf<'aborted'>().toExtend<NonNullable<Run['status']>>();
expectTypeOf<string>().toExtend<NonNullable<Run['status']>>();

// What a crawl or a search found is open: only its names are known.
expectTypeOf<Run['crawl']>().toEqualTypeOf<Record<string, Json | undefined> | undefined>();
expectTypeOf<Run['search']>().toEqualTypeOf<Record<string, Json | undefined> | undefined>();
expectTypeOf<CrawlData>().toEqualTypeOf<Record<string, Json>>();
expectTypeOf<SearchData>().toEqualTypeOf<Record<string, Json>>();
expectTypeOf<ExtractRunEvent['data']['extracted_data']['crawl_data']>().toEqualTypeOf<
  CrawlData | undefined
>();

// A cell has to be looked at before it is used as a text.
declare const row: Row;
// @ts-expect-error it may be a number, null, or missing
row['Price']?.toUpperCase();
if (typeof row['Price'] === 'string') expectTypeOf(row['Price']).toEqualTypeOf<string>();
