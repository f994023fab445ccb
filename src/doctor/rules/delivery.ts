/**
 * What can be wrong with how Maxun posts to a webhook: headers, attempts, the time limit.
 *
 * @module doctor/rules/delivery
 */
import { settingsOf, type StoredNumber } from '../../simulate/webhook.ts';
import { error, type Rule, type StoredWebhook, warning } from '../finding.ts';
import { quote } from '../quote.ts';

/** The rules about `headers`, `retryAttempts` and `timeout`. */
export const deliveryRules: readonly Rule[] = [
  // Only the names are shown: the values are secrets as a rule.
  error('headers-dropped', 'headers', ({ stored }) => {
    const { headers: given } = stored;
    if (given === undefined || given === null) return undefined;
    const names = typeof given === 'object' ? Object.keys(given) : [];
    return {
      found: quote(names),
      why: 'Maxun drops the headers of a webhook: a handler that expects one refuses every delivery.',
      fix: 'Put a token in the URL (?token=…) and check it with urlToken, or user and password (https://user:password@host) with basicAuth.',
    };
  }),
  warning('retries-reinterpreted', 'retryAttempts', ({ stored }) => {
    const { retryAttempts } = stored;
    const { attempts } = meaningOf(stored);
    if (retryAttempts === undefined || retryAttempts === null || retryAttempts === attempts) return undefined;
    return {
      found: quote(retryAttempts),
      why: `Maxun makes ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} in all: it refuses no number, and takes 0 for the default of 3.`,
      fix: 'Write the attempts in all as a whole number of at least 1: 1 tries once, 3 is the default.',
    };
  }),
  warning('retries-single', 'retryAttempts', ({ stored }) => {
    if (meaningOf(stored).attempts > 1) return undefined;
    return {
      found: quote(stored['retryAttempts']),
      why: 'Maxun tries once: an event that arrives while the handler restarts is lost.',
      fix: 'Write 3 or more, and handle each event once, as repeated ones then arrive.',
    };
  }),
  warning('timeout-reinterpreted', 'timeout', ({ stored }) => {
    const { timeout } = stored;
    const seconds = meaningOf(stored).timeoutMs / 1000;
    if (timeout === undefined || timeout === null || timeout === seconds) return undefined;
    const meaning = seconds === 0 ? 'waits without an end' : `waits ${seconds} s`;
    return {
      found: quote(timeout),
      why: `Maxun ${meaning}: it refuses no number, and takes 0 for the default of 30.`,
      fix: 'Write the seconds as a whole number of at least 1; 30 is the default.',
    };
  }),
  error('timeout-too-short', 'timeout', ({ stored }, { handlerSeconds }) => {
    const { timeoutMs } = meaningOf(stored);
    if (timeoutMs === 0 || timeoutMs / 1000 > handlerSeconds) return undefined;
    return {
      found: quote(stored['timeout'] ?? null),
      why: `Maxun gives up after ${timeoutMs / 1000} s, but the handler may take ${handlerSeconds} s: Maxun sends the event again while the first is being handled.`,
      fix: `Answer sooner and work afterwards, or write a timeout above ${handlerSeconds} s; and handle each event once.`,
    };
  }),
];

function meaningOf(stored: StoredWebhook['stored']): { attempts: number; timeoutMs: number } {
  return settingsOf({
    url: 'http://maxun.invalid',
    retryAttempts: numberOf(stored['retryAttempts']),
    timeout: numberOf(stored['timeout']),
  });
}

/** Maxun reads neither an object nor a Boolean as a number. */
function numberOf(value: unknown): StoredNumber {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}
