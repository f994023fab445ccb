/**
 * Checks an endpoint for the page and the control API: one probe at a time, stopped when the receiver closes.
 *
 * @module mock-server/probe/probes
 */
import { WebhookError } from '../../src/errors/index.ts';
import { maskUrl } from '../../src/errors/mask-url.ts';
import type { ProbeOptions, ProbeResult } from '../../src/probe/index.ts';
import { HttpError } from '../api/http-error.ts';
import { maskSecret } from '../api/masking.ts';
import type * as api from '../api/types.ts';
import type { GrowingGuard } from '../outgoing/growing-guard.ts';
import { deliveryOfCase, type JudgedCase } from './case-delivery.ts';

/** What probes work with. */
export interface ProbesContext {
  /** Knows which private hosts were allowed. */
  readonly guard: GrowingGuard;
  /** The receiver's own secrets. */
  readonly secrets: readonly string[];
  readonly emit: (event: api.StreamEvent) => void;
}

interface Probe extends Pick<api.ProbeState, 'url' | 'level' | 'planned'> {
  state: api.ProbeState['state'];
  readonly secrets: readonly string[];
  readonly cases: Map<string, JudgedCase>;
  readonly abort: AbortController;
  result?: ProbeResult;
  error?: api.ApiError;
}

/** The last probe. */
export class Probes {
  readonly #context: ProbesContext;
  #last: Probe | undefined;

  constructor(context: ProbesContext) {
    this.#context = context;
  }

  /** The last probe, and how far it got. */
  get state(): api.ProbeState {
    if (this.#last === undefined)
      return { state: 'none', url: '', level: 'signed', secrets: [], planned: 0, cases: [] };
    const { state, url, level, secrets, planned, cases, result, error } = this.#last;
    return {
      state,
      url,
      level,
      secrets: secrets.map(maskSecret),
      planned,
      cases: [...cases.values()].map(rowOf),
      ...(result && { score: scoreOf(result) }),
      ...(error && { error }),
    };
  }

  /**
   * Starts a probe.
   *
   * @throws {HttpError} 409 while another runs
   * @throws {TypeError} for a URL, secret or case that cannot be used
   */
  async start(request: api.ProbeRequest): Promise<api.ProbeState> {
    // Loaded when it is needed: most receivers never probe.
    const { planProbe, probeEndpoint } = await import('../../src/probe/index.ts');
    if (this.#last?.state === 'running')
      throw new HttpError(409, 'A probe is running: wait for its end, or stop it (DELETE /__mock/probe).');
    const options = optionsOf(request, this.#context);
    const { level, cases } = planProbe(request.url, options);
    const probe: Probe = {
      state: 'running',
      url: maskUrl(request.url),
      level,
      secrets: options.secrets ?? [],
      planned: cases.length,
      cases: new Map(),
      abort: new AbortController(),
    };
    this.#last = probe;
    const onCase: ProbeOptions['onCase'] = (result, body = new Uint8Array()) => {
      probe.cases.set(result.id, { result, body, atMs: Date.now() });
      this.#context.emit({ type: 'probe-case', data: rowOf({ result }) });
    };
    const { signal } = probe.abort;
    void this.#follow(probe, probeEndpoint(request.url, { ...options, signal, onCase }));
    return this.#announce();
  }

  /** Stops the probe that runs, if one does. */
  stop(): api.ProbeState {
    this.#last?.abort.abort();
    if (this.#last?.state === 'running') this.#last.state = 'stopped';
    return this.#announce();
  }

  /** Stops without telling anybody. */
  close(): void {
    this.#last?.abort.abort();
  }

  /** @throws {HttpError} 404 if there is no such case */
  async detailOf(id: string): Promise<api.ProbeCaseDetail> {
    const judged = this.caseOf(id);
    const { why, fix, snippet, received } = judged.result;
    return {
      ...rowOf(judged),
      why,
      fix,
      snippet,
      sentAt: new Date(judged.atMs).toISOString(),
      ...(received?.error !== undefined && { problem: received.error }),
      delivery: await deliveryOfCase(judged, this.#last?.secrets ?? []),
    };
  }

  /** @throws {HttpError} 404 if there is no such case */
  caseOf(id: string): JudgedCase {
    const judged = this.#last?.cases.get(id);
    if (judged === undefined) throw new HttpError(404, 'The last probe judged no case with this id.');
    return judged;
  }

  /** @throws {HttpError} 404 if no probe is done */
  get result(): ProbeResult {
    if (this.#last?.result !== undefined) return this.#last.result;
    throw new HttpError(404, 'There is no report: the last probe is not done.');
  }

  async #follow(probe: Probe, ending: Promise<ProbeResult>): Promise<void> {
    try {
      probe.result = await ending;
      probe.state = 'done';
    } catch (error) {
      if (probe.abort.signal.aborted) return;
      probe.state = 'failed';
      probe.error = problemOf(error);
    }
    this.#announce();
  }

  #announce(): api.ProbeState {
    const { state } = this;
    this.#context.emit({ type: 'probe', data: state });
    return state;
  }
}

function optionsOf(request: api.ProbeRequest, { guard, secrets: own }: ProbesContext): ProbeOptions {
  const { url, level, auth, only, skip, observe } = request;
  for (const host of request.allow ?? []) guard.allow(host);
  const urls = observe?.url === undefined ? [url] : [url, observe.url];
  return {
    level,
    secrets: level === 'stock' ? [] : (request.secrets ?? own),
    auth,
    only,
    skip,
    observe: observeOf(observe),
    allow: guard.allowed,
    // What is allowed on the page, or by --allow, is the user's own.
    allowPublic: urls.every((one) => guard.isListed(one)),
  };
}

function observeOf({ url, header }: NonNullable<api.ProbeRequest['observe']> = {}): ProbeOptions['observe'] {
  if (url !== undefined) return { url };
  return header === undefined ? undefined : { header };
}

function rowOf({ result }: Pick<JudgedCase, 'result'>): api.ProbeCase {
  const { id, name, group, severity, outcome, reason, follows } = result;
  return { id, name, group, severity, outcome, reason, follows };
}

function scoreOf(result: ProbeResult): NonNullable<api.ProbeState['score']> {
  const { score, grade, complete, framework, requests, durationMs } = result;
  return { score, grade, complete, framework, requests, durationMs };
}

function problemOf(error: unknown): api.ApiError {
  if (error instanceof WebhookError) return { error: error.message, code: error.code };
  if (error instanceof TypeError) return { error: error.message };
  return { error: 'The probe failed: please report it.' };
}
