/**
 * Finds the runs of one robot in what was captured.
 *
 * @module codegen/robot/captures
 */
import { normalize, type Row, type Run } from '../../event/index.ts';

/** Rows of one list that are looked at, over all captures; the first of each capture come first. */
const MAX_ROWS = 20_000;

/** Lists, and groups of texts, that get a type. */
const MAX_LISTS = 500;

/** What captures of one robot have in common. */
export interface Captured {
  readonly robotId: string | undefined;
  readonly robotName: string | undefined;
  /** How many runs there are with something in them. */
  readonly runs: number;
  /** The rows of each list, over all runs. */
  readonly lists: ReadonlyMap<string, readonly Row[]>;
  /** The records of each group of captured texts, over all runs. */
  readonly texts: ReadonlyMap<string, readonly Row[]>;
}

/**
 * The data of one robot.
 *
 * @param samples payloads of any shape, normalised runs, or HTTP archives (HAR) of deliveries
 * @param robotId the robot; not needed where all runs are of one
 * @throws {TypeError} if no run has data, or if the runs are of several robots and `robotId` does not name one
 */
export function capturedBy(samples: readonly unknown[], robotId?: string): Captured {
  const runs = samples.flatMap(payloadsIn).map(toRun);
  const own = robotId === undefined ? runs : runs.filter(({ robot }) => robot.id === robotId);
  const full = own.filter(({ lists, texts }) => rowsIn(lists) + rowsIn(texts) > 0);
  assertFound({ runs, own, full, robotId });
  assertOne(full);
  return {
    robotId: full.map(({ robot }) => robot.id).find((id) => id !== undefined),
    robotName: full.map(({ robot }) => robot.name).find((name) => name !== undefined),
    runs: full.length,
    lists: gather(full.map(({ lists }) => lists)),
    texts: gather(full.map(({ texts }) => texts)),
  };
}

/** The payloads in a sample: those of an HTTP archive's requests, or the sample itself. */
function payloadsIn(sample: unknown): unknown[] {
  const entries = (sample as { log?: { entries?: unknown } } | null)?.log?.entries;
  if (Array.isArray(sample)) return sample.flatMap(payloadsIn);
  return Array.isArray(entries) ? entries.flatMap(payloadOfEntry) : [sample];
}

function payloadOfEntry(entry: unknown): unknown[] {
  const { request } = (entry ?? {}) as { request?: { postData?: { text?: unknown } } };
  try {
    return [JSON.parse(String(request?.postData?.text))];
  } catch {
    // A request without a body, or with one that is not JSON, is not a delivery.
    return [];
  }
}

function toRun(payload: unknown): Run {
  return isRun(payload) ? payload : normalize(payload);
}

function isRun(value: unknown): value is Run {
  const { robot, lists, repairs } = (value ?? {}) as Partial<Run>;
  return typeof robot === 'object' && typeof lists === 'object' && Array.isArray(repairs);
}

function rowsIn(lists: Run['lists']): number {
  return Object.values(lists).reduce((sum, rows = []) => sum + rows.length, 0);
}

interface Found {
  readonly runs: readonly Run[];
  readonly own: readonly Run[];
  readonly full: readonly Run[];
  readonly robotId: string | undefined;
}

function assertFound({ runs, own, full, robotId }: Found): void {
  if (full.length > 0) return;
  const found =
    own.length > 0
      ? `${own.length} run(s) were found, and none has a captured list or text`
      : runs.length === 0
        ? 'No run was found'
        : `None of ${runs.length} run(s) is of the robot ${JSON.stringify(robotId)}`;
  throw new TypeError(
    `${found}. Give deliveries of run_completed with data in them: runs from the UI or a schedule have it, those through the ` +
      "REST API are sent without. Maxun's API has the data of those too: maxun-webhooks generate robot --maxun URL.",
  );
}

function assertOne(runs: readonly Run[]): void {
  const ids = [...new Set(runs.map(({ robot }) => robot.id).filter((id) => id !== undefined))];
  if (ids.length < 2) return;
  const robots = ids.slice(0, 10).map((id) => {
    const name = runs.find(({ robot }) => robot.id === id)?.robot.name;
    return name === undefined ? id : `${id} (${name})`;
  });
  throw new TypeError(`The captures are of ${ids.length} robots. Name one of them: ${robots.join(', ')}.`);
}

/** The rows by the name of their list. Of each run an equal share is taken where there are too many. */
function gather(all: readonly Run['lists'][]): Map<string, readonly Row[]> {
  const share = Math.max(1, Math.floor(MAX_ROWS / all.length));
  const gathered = new Map<string, Row[]>();
  for (const lists of all) {
    for (const [name, rows = []] of Object.entries(lists)) {
      const known = gathered.get(name) ?? [];
      if (!gathered.has(name) && gathered.size >= MAX_LISTS) continue;
      gathered.set(name, [...known, ...rows.slice(0, Math.min(share, MAX_ROWS - known.length))]);
    }
  }
  return gathered;
}
