/**
 * A cache of checked endpoints by the caller's object: an unchanged object is not checked again.
 *
 * @module send/endpoint/prepared-endpoints
 */
import type { Endpoint } from './endpoint.ts';
import { type EndpointDefaults, type PreparedEndpoint, prepareEndpoint } from './prepared-endpoint.ts';

interface Known {
  readonly prepared: PreparedEndpoint;
  /** Its values at that time: a caller can change the secret or the URL of the same object. */
  readonly from: Endpoint;
  readonly inside: string;
}

/** The endpoints of one sender. */
export class PreparedEndpoints {
  readonly #defaults: EndpointDefaults;
  readonly #known = new WeakMap<Endpoint, Known>();

  /** @param defaults of the sender */
  constructor(defaults: EndpointDefaults) {
    this.#defaults = defaults;
  }

  /**
   * @param endpoint as the caller gave it
   * @returns the checked endpoint with its defaults
   * @throws as {@link prepareEndpoint} does
   */
  prepare(endpoint: Endpoint): PreparedEndpoint {
    const known = this.#known.get(endpoint);
    if (known !== undefined && isAsBefore(endpoint, known)) return known.prepared;
    const prepared = prepareEndpoint(endpoint, this.#defaults);
    this.#known.set(endpoint, { prepared, from: { ...endpoint }, inside: insideOf(endpoint) });
    return prepared;
  }
}

function isAsBefore(endpoint: Endpoint, { from, inside }: Known): boolean {
  for (const key in from) {
    if (endpoint[key as keyof Endpoint] !== from[key as keyof Endpoint]) return false;
  }
  for (const key in endpoint) if (!(key in from)) return false;
  return insideOf(endpoint) === inside;
}

/** Values that can change within the same list or object: a token in a header, a new first secret. */
function insideOf({ url, headers, secrets }: Endpoint): string {
  if (typeof url === 'string' && headers === undefined && secrets === undefined) return '';
  return JSON.stringify([url, headers, secrets]);
}
