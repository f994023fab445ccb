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

/**
 * @param defaults of the sender
 * @returns what {@link prepareEndpoint} does, once for an object that stays as it is
 */
export function endpointPreparer(defaults: EndpointDefaults): (endpoint: Endpoint) => PreparedEndpoint {
  const cache = new WeakMap<Endpoint, Known>();
  return (endpoint) => {
    const known = cache.get(endpoint);
    if (known !== undefined && isAsBefore(endpoint, known)) return known.prepared;
    const prepared = prepareEndpoint(endpoint, defaults);
    cache.set(endpoint, { prepared, from: { ...endpoint }, inside: insideOf(endpoint) });
    return prepared;
  };
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
