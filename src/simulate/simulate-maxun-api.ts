/**
 * A simulated REST API of Maxun, on a socket of its own: it has the runs whose webhooks a simulated Maxun sends, and those
 * whose webhooks are lost.
 *
 * @module simulate/simulate-maxun-api
 * @see contract/maxun-api.yaml
 */
import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import { listen, type ListenAddress } from '../listen.ts';
import { answerTo, type StoredRobot } from './api-answers.ts';
import { eventsOfRun, type FinishedRun, unsentEventOf } from './finished-run.ts';
import type { FixtureOptions } from './fixture.ts';
import { type StoredRun, storedRunOf, type StoringOptions } from './stored-run.ts';

/** The options of {@link simulateMaxunApi}. Those of a fixture hold for the runs that `addRun` makes. */
export interface SimulateMaxunApiOptions extends FixtureOptions {
  /** Port to listen on. Default: 0, which is any free one. */
  readonly port?: number | undefined;
  /** Address to listen on. Default: `127.0.0.1`. */
  readonly host?: string | undefined;
  /** The key that requests must have. Default: a random one. */
  readonly apiKey?: string | undefined;
}

/** A request that the simulated API got. */
export interface ApiRequest {
  /** Its number, from 1. */
  readonly number: number;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** The key that it had, right or wrong. */
  readonly apiKey: string | undefined;
}

/** What happens to a request instead of its answer: a status, or half of the answer and then a cut connection. */
export type Interference = number | 'cut' | undefined;

/** Says what happens to a request; a promise delays its answer. */
type Interfere = (request: ApiRequest) => Interference | Promise<Interference>;

/** A simulated REST API of Maxun that listens. */
export interface SimulatedMaxunApi extends AsyncDisposable {
  /** Its address: the `baseUrl` of a client. */
  readonly url: string;
  /** The key that requests must have. */
  readonly apiKey: string;
  /** Every robot. Those of added runs are added; others can be pushed. */
  readonly robots: StoredRobot[];
  /** The row of every run. Change them as you like: the next answer has what they say then. */
  readonly runs: StoredRun[];
  /**
   * Adds a finished run. On its own it is a run whose webhook was lost: nothing is sent.
   *
   * @param run the run
   * @param events what Maxun sends of it. Default: as {@link eventsOfRun} makes them
   * @returns its row
   */
  addRun(run: FinishedRun, events?: readonly object[]): StoredRun;
  /**
   * Adds the run that a webhook event tells of, or changes it if it is there. Results that Maxun leaves out of the event (of
   * extract runs that the API started, of document runs) are those of an example.
   *
   * @param event a payload of any shape
   * @returns its row; `undefined` if the event is a `webhook_test`, or names no run
   */
  addEvent(event: object): StoredRun | undefined;
  /**
   * Removes a run; its robot as well, if it has no other run.
   *
   * @param row the row of the run
   */
  remove(row: StoredRun): void;
  /**
   * Breaks the API: the function is asked about every request before its answer.
   *
   * @param interfere says what happens instead; a promise delays the answer. `undefined` mends the API
   */
  intercept(interfere: Interfere | undefined): void;
  /** Stops listening, and cuts every connection. */
  close(): Promise<void>;
}

/**
 * Starts a simulated REST API of Maxun. It listens when the promise resolves.
 *
 * @param options port, key, and how runs are made
 * @throws {DeliveryError} ERR_WEBHOOK_PORT_IN_USE if the port is taken
 * @example
 * ```ts
 * await using api = await simulateMaxunApi();
 * const maxun = simulateMaxun({ url: 'http://127.0.0.1:4400/hook', api });
 * await maxun.finishRun({ robot: 'extract', startedBy: 'api' }); // its webhook has no results, the API has
 * api.addRun({ robot: 'scrape' }); // a run whose webhook is lost
 * api.intercept(({ number }) => (number === 1 ? 503 : undefined)); // fails once
 * ```
 */
export async function simulateMaxunApi(options: SimulateMaxunApiOptions = {}): Promise<SimulatedMaxunApi> {
  const { port = 0, host = '127.0.0.1', apiKey = randomUUID() } = options;
  const api = new MaxunApiServer(apiKey, {
    clock: options.clock ?? Date,
    random: options.random ?? Math.random,
    locale: options.locale ?? 'en-US',
    timeZone: options.timeZone ?? 'UTC',
  });
  await api.listen({ port, host });
  return api;
}

class MaxunApiServer implements SimulatedMaxunApi {
  readonly apiKey: string;
  readonly robots: StoredRobot[] = [];
  readonly runs: StoredRun[] = [];
  url = '';
  readonly #options: StoringOptions;
  #rows = new Map<string, StoredRun>();
  readonly #server: Server;
  #interfere: Interfere | undefined;
  #requests = 0;

  constructor(apiKey: string, options: StoringOptions) {
    this.apiKey = apiKey;
    this.#options = options;
    this.#server = createServer((request, response) => void this.#respond(request, response));
  }

  async listen(at: ListenAddress): Promise<void> {
    const { address, port, family } = await listen(this.#server, at);
    this.url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  }

  addRun(run: FinishedRun, events: readonly object[] = eventsOfRun(run, this.#options)): StoredRun {
    const told = events.length > 0 ? events : [unsentEventOf(run, this.#options)];
    const [row] = told.map((event) => this.#add(event, run));
    if (row !== undefined) return row;
    throw new TypeError('The events of a run must name it: expected what eventsOfRun makes.');
  }

  addEvent(event: object): StoredRun | undefined {
    return this.#add(event);
  }

  remove(row: StoredRun): void {
    const at = this.runs.indexOf(row);
    if (at === -1) return;
    this.runs.splice(at, 1);
    this.#rows.delete(keyOf(row));
    if (this.runs.some(({ robotMetaId }) => robotMetaId === row.robotMetaId)) return;
    const robotAt = this.robots.findIndex(({ id }) => id === row.robotMetaId);
    if (robotAt !== -1) this.robots.splice(robotAt, 1);
  }

  #add(event: object, about?: FinishedRun): StoredRun | undefined {
    const row = storedRunOf(event, about, this.#options);
    if (row === undefined) return undefined;
    this.#addRobot(row);
    const known = this.#find(row);
    if (known !== undefined) return Object.assign(known, row, { id: known.id, robotId: known.robotId });
    this.#rows.set(keyOf(row), row);
    this.runs.push(row);
    return row;
  }

  /** By an index, which is made again where rows were added or taken away from outside. */
  #find(row: StoredRun): StoredRun | undefined {
    if (this.#rows.size !== this.runs.length) {
      this.#rows = new Map(this.runs.map((each) => [keyOf(each), each]));
    }
    const found = this.#rows.get(keyOf(row));
    return found !== undefined && keyOf(found) === keyOf(row) ? found : undefined;
  }

  #addRobot({ robotMetaId: id, name }: StoredRun): void {
    if (this.robots.some((robot) => robot.id === id)) return;
    this.robots.push({ id, name, createdAt: this.#options.clock.now(), url: 'https://example.com/' });
  }

  intercept(interfere: Interfere | undefined): void {
    this.#interfere = interfere;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const key = headers['x-api-key'];
    const apiKey = typeof key === 'string' ? key : undefined;
    this.#requests += 1;
    const interference = await this.#interfere?.({ number: this.#requests, method, url, apiKey });
    if (typeof interference === 'number') return send(response, brokenAnswer(interference));
    const { status, body } = this.#answer(method, url, apiKey);
    if (interference !== 'cut') return send(response, { status, body });
    const text = JSON.stringify(body);
    response.writeHead(status, headersOf(text, 'application/json'));
    response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
  }

  #answer(method: string, url: string, apiKey: string | undefined): Page {
    if (!apiKey) return { status: 401, body: { error: 'API key is missing' } };
    if (apiKey !== this.apiKey) return { status: 403, body: { error: 'Invalid API key' } };
    const path = url.replace(/\?.*$/s, '');
    const answer = method === 'GET' ? answerTo(path, this) : undefined;
    return answer ?? { status: 404, body: `Cannot ${method} ${path}` };
  }
}

function keyOf({ robotMetaId, runId }: StoredRun): string {
  return JSON.stringify([robotMetaId, runId]);
}

/** An answer: JSON, or a page. */
interface Page {
  readonly status: number;
  readonly body: object | string;
}

/** Maxun itself answers 500 with JSON; other statuses are those of a proxy before it. */
function brokenAnswer(status: number): Page {
  if (status !== 500) return { status, body: `${status} ${STATUS_CODES[status] ?? ''}` };
  return { status, body: { statusCode: 500, messageCode: 'error', message: 'Failed to retrieve runs' } };
}

function send(response: ServerResponse, { status, body }: Page): void {
  const [text, type] =
    typeof body === 'string' ? [body, 'text/plain'] : [JSON.stringify(body), 'application/json'];
  response.writeHead(status, headersOf(text, type)).end(text);
}

function headersOf(body: string, type: string) {
  return { 'content-type': `${type}; charset=utf-8`, 'content-length': Buffer.byteLength(body) };
}
