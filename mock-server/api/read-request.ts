/**
 * Reads the body or query of a request by the description of the control API.
 *
 * @module mock-server/api/read-request
 */
import { type ApiRequests, validators, type ValidatorError } from '#generated/mock-api.js';
import { describe } from '../../src/validation/describe.ts';
import { memberOf } from '../../src/validation/pointer.ts';

/**
 * Reads a request.
 *
 * @param name of the type that it must have
 * @param value its parsed body or query
 * @returns the same value
 * @throws {TypeError} if it has another form; the message names the place, what was found and what was expected
 */
export function readRequest<Name extends keyof ApiRequests>(name: Name, value: unknown): ApiRequests[Name] {
  const validate = validators[name];
  if (validate(value)) return value as ApiRequests[Name];
  const [error] = validate.errors ?? [];
  throw new TypeError(error === undefined ? 'The request cannot be read.' : messageOf(error, value));
}

function messageOf({ instancePath, keyword, params }: ValidatorError, value: unknown): string {
  const keys = instancePath.split('/').slice(1);
  const found = keys.reduce<unknown>((parent, key) => memberOf(parent, key), value);
  const extra = EXTRAS.map((name) => params[name]).find((name) => typeof name === 'string');
  const place = [...keys, ...(extra === undefined ? [] : [extra])].join('/') || 'The request';
  return `${place}: ${saying(keyword, params, found)}. /__mock/openapi.json describes what is taken.`;
}

/** The members of an error that name a field below the place. */
const EXTRAS = ['missingProperty', 'additionalProperty', 'tag'];

function saying(keyword: string, params: ValidatorError['params'], found: unknown): string {
  if (keyword === 'required') return 'is missing';
  if (keyword === 'additionalProperties') return 'there is no such field';
  if (keyword === 'discriminator')
    return `found ${describe(params['tagValue'])}, expected one of the known types`;
  const expected = params['type'] ?? params['allowedValues'] ?? params['allowedValue'] ?? params['limit'];
  const bound = params['comparison'] === undefined ? '' : `a value ${params['comparison'] as string} `;
  const list = Array.isArray(expected) ? expected.join(', ') : String(expected);
  return `found ${describe(found)}, expected ${keyword === 'maxItems' ? 'at most ' : bound}${list}`;
}
