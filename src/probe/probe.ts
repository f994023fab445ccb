/**
 * Runs the cases against an endpoint.
 *
 * @module probe/probe
 */
import { maskUrl } from '../errors/mask-url.ts';
import { probeCases, type GroupedCase } from './cases/index.ts';
import { createProbeClient, type Exchange } from './client.ts';
import { createDeliveries } from './deliveries.ts';
import { createEffects } from './effects.ts';
import { FrameworkRecogniser, snippetFor } from './frameworks.ts';
import { grade } from './grading.ts';
import { type ProbeOptions, type ProbeSettings, probeSettings } from './options.ts';
import type { CaseContext, Judgement } from './probe-case.ts';
import { createReach, type Reach } from './reach.ts';
import type { CaseResult, ProbeLevel, ProbeResult } from './result.ts';

/** What a probe is going to send. */
export interface ProbePlan {
  readonly level: ProbeLevel;
  /** The ids of the cases. */
  readonly cases: readonly string[];
  /** About how many requests. */
  readonly requests: number;
}

/**
 * Says what a probe would send, without sending anything.
 *
 * @param url of the endpoint
 * @param options of {@link probeEndpoint}
 * @throws {TypeError} for options that cannot be used
 */
export function planProbe(url: string | URL, options: ProbeOptions = {}): ProbePlan {
  const { level } = probeSettings(url, options);
  const cases = chosenCases(level, options);
  const requests = cases.reduce((sum, { requests: count = 1 }) => sum + count, 0);
  return { level, cases: cases.map(({ id }) => id), requests };
}

/**
 * Checks an endpoint: sends it right, wrong, repeated and large deliveries, and judges its answers and effects. Bounded in bytes
 * and time; follows no redirect.
 *
 * @param url of the endpoint; a token stays in it, and userinfo becomes Basic authentication
 * @param options what to check, with which secrets
 * @returns a report; it can be made JSON
 * @throws {TypeError} for options that cannot be used
 * @throws {RangeError} if a number is out of its range
 * @throws {DeliveryError} ERR_WEBHOOK_ADDRESS_REFUSED for a private address that is not allowed, or a public one without
 * `allowPublic`
 * @example
 * ```ts
 * const { score, cases } = await probeEndpoint('http://localhost:3000/hooks/maxun', { secrets: [secret] });
 * console.log(score, cases.filter(({ outcome }) => outcome === 'failed'));
 * ```
 */
export async function probeEndpoint(url: string | URL, options: ProbeOptions = {}): Promise<ProbeResult> {
  const settings = probeSettings(url, options);
  const cases = chosenCases(settings.level, options);
  const reach = createReach(settings);
  await reach.assertReachable(settings.url);
  if (settings.observeUrl !== undefined) await reach.assertReachable(settings.observeUrl);
  const run = new ProbeRun(settings, reach, options.onCase);
  try {
    return await run.all(cases);
  } finally {
    run.close();
  }
}

/** The cases of a level, narrowed by `only` and `skip`. */
function chosenCases(level: ProbeLevel, { only, skip = [] }: ProbeOptions): readonly GroupedCase[] {
  for (const name of [...(only ?? []), ...skip]) assertKnown(name);
  const ofLevel = probeCases.filter((one) => one.level === undefined || one.level === level);
  const isNamed = (one: GroupedCase, names: readonly string[]): boolean =>
    names.includes(one.id) || names.includes(one.group);
  const wanted = new Set(
    ofLevel.filter((one) => only === undefined || isNamed(one, only)).map(({ id }) => id),
  );
  // A case stands after what it depends on, so one walk back finds all.
  for (const one of ofLevel.toReversed()) {
    if (wanted.has(one.id)) for (const id of one.dependsOn ?? []) wanted.add(id);
  }
  return ofLevel.filter((one) => wanted.has(one.id) && !isNamed(one, skip));
}

function assertKnown(name: string): void {
  if (probeCases.some(({ id, group }) => id === name || group === name)) return;
  const groups = [...new Set(probeCases.map(({ group }) => group))];
  const ids = probeCases.map(({ id }) => id);
  const near = [...groups, ...ids].filter((each) => each.toLowerCase().includes(name.toLowerCase()));
  const known =
    name !== '' && near.length > 0
      ? `There are: ${near.join(', ')}.`
      : `Groups: ${groups.join(', ')}. Cases: ${ids.join(', ')}.`;
  throw new TypeError(`There is no case or group "${name}". ${known}`);
}

/** Failures of these end a probe early: nothing after them can be seen. */
const FATAL: ReadonlySet<string> = new Set(['reachable', 'redirect']);

const TIME_IS_UP: Judgement = { outcome: 'not-run', reason: 'Time was up.' };

class ProbeRun {
  readonly #settings: ProbeSettings;
  readonly #onCase: ProbeOptions['onCase'];
  readonly #context: CaseContext;
  readonly #exchanges: Exchange[] = [];
  readonly #framework = new FrameworkRecogniser();
  readonly #results = new Map<string, CaseResult>();
  readonly #startedAt = performance.now();
  readonly close: () => void;

  constructor(settings: ProbeSettings, reach: Reach, onCase: ProbeOptions['onCase']) {
    this.#settings = settings;
    this.#onCase = onCase;
    const { observe, observeUrl } = settings;
    const leftMs = (): number => this.#leftMs();
    const onExchange = (exchange: Exchange): void => {
      this.#exchanges.push(exchange);
      this.#framework.see(exchange);
    };
    const client = createProbeClient(settings, { reach, leftMs, onExchange });
    const observer =
      observeUrl === undefined
        ? client
        : createProbeClient({ ...settings, url: observeUrl }, { reach, leftMs });
    const effects = createEffects(observe, observer, this.#exchanges);
    const deliveries = createDeliveries(settings, client);
    this.#context = { settings, deliveries, effects, reach, exchanges: this.#exchanges };
    this.close = () => {
      client.close();
      observer.close();
    };
  }

  async all(cases: readonly GroupedCase[]): Promise<ProbeResult> {
    for (const one of cases) await this.#one(one);
    const results = [...this.#results.values()].map((one) => this.#withSnippet(one));
    return {
      url: maskUrl(this.#settings.url),
      level: this.#settings.level,
      ...grade(results),
      framework: this.#framework.name,
      requests: this.#exchanges.length,
      durationMs: Math.round(performance.now() - this.#startedAt),
      cases: results,
    };
  }

  async #one(one: GroupedCase): Promise<void> {
    this.#settings.signal?.throwIfAborted();
    const found = await this.#judge(one);
    // A request that was aborted says nothing about the endpoint.
    this.#settings.signal?.throwIfAborted();
    const result = toResult(one, found, this.#failedBefore(one));
    this.#results.set(one.id, result);
    this.#onCase?.(this.#withSnippet(result), found.exchange?.body);
  }

  async #judge(one: GroupedCase): Promise<Judgement> {
    const isOver = [...FATAL].some((id) => this.#results.get(id)?.passed === false);
    if (isOver && !FATAL.has(one.id))
      return { outcome: 'follows', reason: 'Not tried: nothing arrives at the endpoint.' };
    if (this.#leftMs() <= 0) return TIME_IS_UP;
    const found = await one.run(this.#context);
    // Its requests were cut short.
    return found.outcome === 'failed' && this.#leftMs() <= 0 ? TIME_IS_UP : found;
  }

  #leftMs(): number {
    return this.#settings.deadlineMs - (performance.now() - this.#startedAt);
  }

  /** The failed cases that a failure of this one follows from. */
  #failedBefore({ dependsOn = [] }: GroupedCase): readonly string[] {
    return dependsOn.filter((id) => {
      const { outcome } = this.#results.get(id) ?? {};
      return outcome === 'failed' || outcome === 'follows';
    });
  }

  /** Code for the framework that the answers so far point to. */
  #withSnippet(result: CaseResult): CaseResult {
    if (result.outcome !== 'failed') return result;
    const topic = probeCases.find(({ id }) => id === result.id)?.topic ?? 'general';
    return { ...result, snippet: snippetFor(this.#framework.name, topic) };
  }
}

function toResult(
  { id, name, group, severity, why, fix }: GroupedCase,
  { outcome, reason, exchange }: Judgement,
  failedBefore: readonly string[],
): CaseResult {
  const isWrong = outcome === 'failed' || outcome === 'follows' || outcome === 'not-run';
  const { sent = null, received = null } = exchange ?? {};
  const about = { id, name, group, severity, why, fix, snippet: '', reason, sent, received };
  return {
    ...about,
    outcome: outcome === 'failed' && failedBefore.length > 0 ? 'follows' : outcome,
    passed: outcome === 'passed',
    follows: isWrong ? failedBefore : [],
  };
}
