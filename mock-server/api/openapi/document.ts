/**
 * The control API as an OpenAPI document.
 *
 * @module mock-server/api/openapi/document
 * @see https://spec.openapis.org/oas/v3.1.0
 */
import { CSRF_HEADER } from '../types.ts';
import { packageVersion } from '../contract-files.ts';
import { ref, type Schema, text } from './schema.ts';
import { schemas } from './schemas.ts';

interface Route {
  readonly summary: string;
  /** Name of the schema of what is taken. */
  readonly takes?: string;
  /** Name of the schema of what is answered; or its media type, where it is no JSON. */
  readonly answers: string;
  /** Names of what may stand in the query. */
  readonly query?: readonly string[];
}

type Method = 'get' | 'put' | 'post' | 'delete';

/** Every route, by its path and method. */
const ROUTES: Readonly<Record<string, Partial<Record<Method, Route>>>> = {
  '/__mock/receiver': {
    get: { summary: 'What the receiver is, and the CSRF token', answers: 'ReceiverInfo' },
  },
  '/__mock/health': { get: { summary: 'Whether it takes deliveries', answers: 'Health' } },
  '/__mock/stats': { get: { summary: 'Counts since the start, or the last clearing', answers: 'Stats' } },
  '/__mock/deliveries': {
    get: {
      summary: 'What arrived, newest first',
      answers: 'DeliveryList',
      query: ['before', 'after', 'limit'],
    },
    delete: { summary: 'Forgets what arrived', answers: 'Cleared' },
  },
  '/__mock/deliveries/{id}': { get: { summary: 'One delivery, whole', answers: 'DeliveryDetail' } },
  '/__mock/deliveries/{id}/body': { get: { summary: 'The exact bytes of its body', answers: 'text/plain' } },
  '/__mock/deliveries/{id}/har': { get: { summary: 'The delivery as an HTTP archive', answers: 'Har' } },
  '/__mock/deliveries/{id}/fixture': {
    get: { summary: 'The delivery as a file for a test', answers: 'FixtureFile' },
  },
  '/__mock/deliveries/{id}/replay': {
    post: { summary: 'Sends it once more', takes: 'ReplayRequest', answers: 'SendResult' },
  },
  '/__mock/har': { get: { summary: 'Everything as an HTTP archive', answers: 'Har' } },
  '/__mock/fixtures': { get: { summary: 'What can be sent', answers: 'FixtureList' } },
  '/__mock/send': {
    post: { summary: 'Sends a fixture, a payload or a text', takes: 'SendRequest', answers: 'SendResult' },
  },
  '/__mock/script': {
    get: { summary: 'The script in force', answers: 'ScriptState' },
    put: { summary: 'Sets a script or a preset', takes: 'ScriptRequest', answers: 'ScriptState' },
    delete: { summary: 'Lets the verdict answer again', answers: 'ScriptState' },
  },
  '/__mock/presets': { get: { summary: 'Scripts that are ready to use', answers: 'PresetList' } },
  '/__mock/forward': {
    put: { summary: 'Hands deliveries on to an endpoint', takes: 'ForwardRequest', answers: 'ForwardState' },
  },
  '/__mock/events': {
    get: {
      summary: 'What happens, as server-sent events; resumes from Last-Event-ID',
      answers: 'text/event-stream',
      query: ['lastEventId'],
    },
  },
  '/__mock/contract/asyncapi.yaml': {
    get: { summary: 'The documented contract', answers: 'application/yaml' },
  },
  '/__mock/contract/observed.yaml': {
    get: { summary: 'The shapes that Maxun servers send', answers: 'application/yaml' },
  },
  '/__mock/openapi.json': { get: { summary: 'This document', answers: 'application/json' } },
};

let built: Schema | undefined;

/** @returns the document */
export function openApi(): Schema {
  return (built ??= {
    openapi: '3.1.0',
    info: {
      title: 'Mock receiver for Maxun webhooks: control API',
      version: packageVersion(),
      description: 'Answers this machine only. What is no GET needs the CSRF token of /__mock/receiver.',
    },
    paths: Object.fromEntries(
      Object.entries(ROUTES).map(([path, methods]) => [path, pathItem(path, methods)]),
    ),
    components: { schemas },
  });
}

function pathItem(path: string, methods: Partial<Record<Method, Route>>): Schema {
  const operations = Object.entries(methods).map(([method, route]) => [
    method,
    operation(path, method, route),
  ]);
  return Object.fromEntries(operations) as Schema;
}

function operation(path: string, method: string, { summary, takes, answers, query = [] }: Route): Schema {
  const parameters = [
    ...(path.includes('{id}') ? [parameter('id', 'path')] : []),
    ...query.map((name) => parameter(name, 'query')),
    ...(method === 'get' ? [] : [{ ...parameter(CSRF_HEADER, 'header'), required: true }]),
  ];
  const isMedia = answers.includes('/');
  const content = isMedia ? { [answers]: {} } : { 'application/json': { schema: ref(answers) } };
  return {
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(takes === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: ref(takes) } } } }),
    responses: {
      200: { description: summary, content },
      default: {
        description: 'It was refused, or failed',
        content: { 'application/json': { schema: ref('ApiError') } },
      },
    },
  };
}

function parameter(name: string, place: 'path' | 'query' | 'header'): Schema {
  return { name, in: place, required: place === 'path', schema: text };
}
