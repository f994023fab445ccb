/**
 * Judges webhook settings by every rule.
 *
 * @module doctor/diagnose
 */
import { requireNumber } from '../errors/options.ts';
import type { Context, Finding, Rule, Severity, StoredWebhook, UrlAnswer } from './finding.ts';
import { readSettings } from './read-settings.ts';
import { deliveryRules } from './rules/delivery.ts';
import { endpointRules } from './rules/endpoint.ts';
import { eventRules, eventsOf } from './rules/events.ts';
import { releaseRules } from './rules/release.ts';
import { urlRules } from './rules/url.ts';

/** Options of {@link diagnose}. */
export interface DiagnoseOptions {
  /** Seconds that the handler may take to answer. Default: 25. */
  readonly handlerSeconds?: number | undefined;
  /** The server's release, such as `v0.0.43`. Without it, nothing is said about releases. */
  readonly release?: string | undefined;
  /** What the URLs answered, from `askUrls`. Without it, nothing is said about redirects and endpoints. */
  readonly answers?: ReadonlyMap<string, UrlAnswer> | undefined;
}

/** What is wrong with webhook settings. */
export interface Diagnosis {
  /** How many webhooks there are. */
  readonly webhooks: number;
  /** Errors first, then warnings, then notes. */
  readonly findings: readonly Finding[];
}

const HANDLER_SECONDS = 25;
const RULES: readonly Rule[] = [
  ...eventRules,
  ...urlRules,
  ...endpointRules,
  ...deliveryRules,
  ...releaseRules,
];
const ORDER: readonly Severity[] = ['error', 'warning', 'note'];

/**
 * Says what will go wrong with webhooks as they are set up in Maxun. Sends nothing.
 *
 * @param settings the JSON of Maxun's list route, of a robot or several, an array of webhooks, or one webhook
 * @param options what is known about the handler and the server
 * @throws {TypeError} if the settings are something else, or `release` is not written as `v0.0.43` is
 * @throws {RangeError} if `handlerSeconds` is not a number above 0
 * @example
 * ```ts
 * const { findings } = diagnose({ webhooks: [{ url: 'http://localhost:3000/hook', events: ['run.completed'] }] });
 * for (const { severity, found, fix } of findings) console.log(severity, found, fix);
 * ```
 */
export function diagnose(settings: unknown, options: DiagnoseOptions = {}): Diagnosis {
  const { handlerSeconds = HANDLER_SECONDS, answers = new Map() } = options;
  requireNumber('handlerSeconds', handlerSeconds);
  const known = { handlerSeconds, answers, release: releaseOf(options.release) };
  const webhooks = readSettings(settings);
  const lists = groupByList(webhooks);
  const findings = [...lists.values()].flatMap((siblings) => judgeList(siblings, known));
  findings.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return { webhooks: webhooks.length, findings };
}

function groupByList(webhooks: readonly StoredWebhook[]): Map<string, StoredWebhook[]> {
  const lists = new Map<string, StoredWebhook[]>();
  for (const webhook of webhooks) {
    const list = lists.get(webhook.list);
    if (list === undefined) lists.set(webhook.list, [webhook]);
    else list.push(webhook);
  }
  return lists;
}

type Known = Omit<Context, 'siblings' | 'subscribed' | 'firstWithUrl'>;

function judgeList(siblings: readonly StoredWebhook[], known: Known): Finding[] {
  const first = new Map<string, string>();
  const active = siblings.filter(({ stored }) => stored['active'] !== false);
  const subscribed = new Set(active.flatMap(({ stored }) => eventsOf(stored)));
  return siblings.flatMap((webhook) => {
    const href = webhook.url?.href ?? '';
    const firstWithUrl = first.get(href);
    if (firstWithUrl === undefined) first.set(href, webhook.place);
    return judge(webhook, { ...known, siblings, subscribed, firstWithUrl });
  });
}

function judge(webhook: StoredWebhook, context: Context): Finding[] {
  const { id } = webhook.stored;
  const shown = { place: webhook.place, ...(typeof id === 'string' && { id }) };
  return RULES.flatMap(({ check, ...rule }) => {
    const complaint = check(webhook, context);
    if (complaint === undefined) return [];
    return [{ ...rule, webhook: shown, ...complaint, found: `${rule.field}: ${complaint.found}` }];
  });
}

function releaseOf(release: string | undefined): number | undefined {
  if (release === undefined) return undefined;
  const number = /^v?0\.0\.(\d{1,4})$/.exec(release)?.[1];
  if (number !== undefined) return Number(number);
  throw new TypeError(
    `release: expected a release of Maxun such as v0.0.43, found ${JSON.stringify(release)}.`,
  );
}
