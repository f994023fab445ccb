/**
 * Checks of an endpoint, by a probe.
 *
 * @module mock-server/assertions/probe-check
 */
import type { ProbeOptions } from '../../src/probe/index.ts';
import type { Outcome } from './outcome.ts';

/** What to check an endpoint for, and how good it must be. */
export interface ProbeExpectation extends ProbeOptions {
  /** The least score; 100 by default. */
  readonly minScore?: number | undefined;
}

/**
 * Whether an endpoint passes a probe.
 *
 * @param url of the endpoint
 * @param expectation of the probe, and the least score
 * @throws {TypeError} for options that cannot be used, or a value that is not a URL
 */
export async function checkPassesProbe(
  url: unknown,
  { minScore = 100, ...options }: ProbeExpectation = {},
): Promise<Outcome> {
  if (typeof url !== 'string' && !(url instanceof URL))
    throw new TypeError("toPassProbe takes the endpoint's URL, such as 'http://localhost:3000/hooks/maxun'.");
  // Loaded when it is needed, with undici: the other checks need no package.
  const { probeEndpoint, describeScore, failuresOf } = await import('../../src/probe/index.ts');
  const result = await probeEndpoint(url, options);
  const score = describeScore(result);
  if (result.complete && result.score >= minScore)
    return { pass: true, message: `${result.url} passes the probe, and should not. ${score}` };
  const head = `${result.url} does not pass the probe: expected a score of at least ${minScore}. ${score}`;
  return { pass: false, message: [head, ...failuresOf(result)].join('\n\n') };
}
