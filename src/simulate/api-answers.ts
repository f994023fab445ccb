/**
 * What Maxun's REST API answers: the paths that there are, and the form of each answer, key by key.
 *
 * @module simulate/api-answers
 * @see contract/maxun-api.yaml
 */
import type { MaxunOutput, MaxunRobot, MaxunRun, MaxunStoredRobot } from '#generated/maxun-api.js';
import type { StoredRun } from './stored-run.ts';
import type { MaxunWebhook } from './webhook.ts';

/** A robot, as the simulated API keeps it. */
export interface StoredRobot {
  /** Unique id of the robot. */
  id: string;
  name: string;
  /** When it was made, in milliseconds since the epoch. */
  createdAt: number;
  /** The page that it starts at. */
  url: string;
  /** Its webhooks, as they are configured in Maxun. */
  webhooks?: readonly MaxunWebhook[];
}

/** What the API knows. */
export interface Stored {
  readonly robots: readonly StoredRobot[];
  readonly runs: readonly StoredRun[];
}

/** An answer: a status, and what is sent as JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: object;
}

const ROUTES: readonly [RegExp, (stored: Stored, robotId: string, runId: string) => ApiAnswer][] = [
  [/^\/api\/robots\/?$/, ({ robots }) => listed('robots', robots.map(robotOf))],
  [/^\/api\/robots\/([^/]+)\/?$/, answerRobot],
  // Maxun does not look whether there is such a robot.
  [/^\/api\/robots\/([^/]+)\/runs\/?$/, (stored, id) => listed('runs', runsOf(stored, id).map(runOf))],
  [/^\/api\/robots\/([^/]+)\/runs\/([^/]+)\/?$/, answerRun],
  [/^\/api\/sdk\/robots\/?$/, ({ robots }) => rows(robots.map(storedRobotOf))],
  [/^\/api\/sdk\/robots\/([^/]+)\/runs\/?$/, answerRows],
  [/^\/api\/sdk\/robots\/([^/]+)\/runs\/([^/]+)\/?$/, answerRow],
];

/**
 * The answer to a GET with the right key.
 *
 * @param path without its query
 * @param stored robots and runs
 * @returns the answer; `undefined` where the API has nothing at that path
 */
export function answerTo(path: string, stored: Stored): ApiAnswer | undefined {
  for (const [pattern, answer] of ROUTES) {
    const found = pattern.exec(path);
    if (found !== null) return answer(stored, decoded(found[1]), decoded(found[2]));
  }
  return undefined;
}

function decoded(part = ''): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function listed(name: 'robots' | 'runs', items: readonly object[]): ApiAnswer {
  return found(name, { totalCount: items.length, items });
}

function found(name: string, what: object): ApiAnswer {
  return { status: 200, body: { statusCode: 200, messageCode: 'success', [name]: what } };
}

function rows(data: object): ApiAnswer {
  return { status: 200, body: { data } };
}

function noRow(what: 'Robot' | 'Run'): ApiAnswer {
  return { status: 404, body: { error: `${what} not found` } };
}

function answerRobot({ robots }: Stored, robotId: string): ApiAnswer {
  const robot = robots.find(({ id }) => id === robotId);
  if (robot === undefined) return notFound(`Robot with ID "${robotId}" not found.`);
  return found('robot', robotOf(robot));
}

function answerRun(stored: Stored, robotId: string, runId: string): ApiAnswer {
  const run = runsOf(stored, robotId).find((each) => each.runId === runId);
  if (run === undefined) return notFound(`Run with id "${runId}" for robot with id "${robotId}" not found.`);
  return found('run', runOf(run));
}

function notFound(message: string): ApiAnswer {
  return { status: 404, body: { statusCode: 404, messageCode: 'not_found', message } };
}

/** Newest first, by the text of the date, as the server's database orders it. */
function answerRows(stored: Stored, robotId: string): ApiAnswer {
  const newestFirst = (a: StoredRun, b: StoredRun): number =>
    Number(a.startedAt < b.startedAt) - Number(a.startedAt > b.startedAt);
  return isKnown(stored, robotId) ? rows(runsOf(stored, robotId).sort(newestFirst)) : noRow('Robot');
}

function answerRow(stored: Stored, robotId: string, runId: string): ApiAnswer {
  if (!isKnown(stored, robotId)) return noRow('Robot');
  const row = runsOf(stored, robotId).find((each) => each.runId === runId);
  return row === undefined ? noRow('Run') : rows(row);
}

function isKnown({ robots }: Stored, robotId: string): boolean {
  return robots.some(({ id }) => id === robotId);
}

function runsOf({ runs }: Stored, robotId: string): StoredRun[] {
  return runs.filter(({ robotMetaId }) => robotMetaId === robotId);
}

function robotOf({ id, name, createdAt, url }: StoredRobot): MaxunRobot {
  const input = { type: 'string', name: 'originUrl', label: 'Origin URL', required: true, defaultValue: url };
  return { id, name, createdAt, inputParameters: [input] };
}

/** The row has more fields, which nobody asks for. */
function storedRobotOf({ id, name, createdAt, url, webhooks }: StoredRobot): MaxunStoredRobot {
  const at = new Date(createdAt).toISOString();
  const meta = { name, id, createdAt: at, updatedAt: at, pairs: 1, params: [], url };
  return { id, recording_meta: meta, webhooks: webhooks === undefined ? null : [...webhooks] };
}

function runOf(row: StoredRun): Required<MaxunRun> {
  return {
    id: row.id,
    status: row.status,
    name: row.name,
    robotId: row.robotMetaId,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    runId: row.runId,
    runByUserId: row.runByUserId,
    runByScheduleId: row.runByScheduleId,
    runByAPI: row.runByAPI,
    runBySDK: row.runBySDK,
    runByMCP: row.runByMCP,
    runByCLI: row.runByCLI,
    data: dataOf(row.serializableOutput ?? {}),
    screenshots: Object.values(row.binaryOutput ?? {}).filter(Boolean),
  };
}

/** Links and what was read from a document are left out: only the row has them. */
function dataOf(output: MaxunOutput): Required<MaxunRun>['data'] {
  return {
    textData: output.scrapeSchema ?? {},
    listData: output.scrapeList ?? {},
    crawlData: output.crawl ?? {},
    searchData: output.search ?? {},
    markdown: contentOf(output.markdown) ?? '',
    html: contentOf(output.html) ?? '',
    links: [],
    summary: contentOf(output.summary) ?? null,
    promptResult: contentOf(output.promptResult) ?? null,
  };
}

function contentOf(stored: unknown): unknown {
  const [first] = (Array.isArray(stored) ? stored : []) as { readonly content?: unknown }[];
  return first?.content;
}
