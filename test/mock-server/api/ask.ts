/**
 * Asks the control API, and checks each answer against the OpenAPI document that it serves.
 *
 * @module test/mock-server/api/ask
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import type { api, MockReceiver } from '../../../mock-server/index.ts';

export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly responses: {
    readonly 200: { readonly content: Readonly<Record<string, { schema?: { $ref: string } }>> };
  };
}

/** What asks one receiver. */
export interface Asking {
  readonly document: OpenApi;
  readonly ask: (method: string, path: string, body?: unknown) => Promise<unknown>;
}

export async function askingFor(mock: MockReceiver): Promise<Asking> {
  const url = (path: string): URL => new URL(`/__mock/${path}`, mock.url);
  const document = (await (await fetch(url('openapi.json'))).json()) as OpenApi;
  const { csrfToken } = (await (await fetch(url('receiver'))).json()) as api.ReceiverInfo;
  const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true } });
  ajv.addSchema(document, 'openapi');
  return {
    document,
    async ask(method, path, body) {
      const headers: Record<string, string> = method === 'GET' ? {} : { 'x-csrf-token': csrfToken };
      if (body !== undefined) headers['content-type'] = 'application/json';
      const response = await fetch(url(path), {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      const template = `/__mock/${path.replace(/\?.*$/, '').replace(/(?<=deliveries\/|cases\/)[\w-]+/, '{id}')}`;
      const operation = document.paths[template]?.[method.toLowerCase()];
      expect(operation, `${method} ${template} is in the document`).toBeDefined();
      const ref = response.ok
        ? operation!.responses[200].content['application/json']?.schema?.$ref
        : '#/components/schemas/ApiError';
      if (ref !== undefined) {
        const validate = ajv.getSchema(`openapi${ref}`)!;
        expect(validate(answer) ? [] : validate.errors).toEqual([]);
      }
      return answer;
    },
  };
}
