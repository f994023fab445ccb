/**
 * The control API, described once: every route under `/__mock`, what it takes and what it answers. From this table and
 * its schemas `npm run generate` writes the TypeScript types, the validators of requests and the OpenAPI document.
 *
 * To add a route: a line here, a schema beside it, `npm run generate`, and its handler in `api/handlers.ts`.
 *
 * @module mock-server/api/description/routes
 */
import { delivery } from './delivery.ts';
import { probe } from './probe.ts';
import { receiver } from './receiver.ts';
import { script } from './script.ts';
import { sending } from './sending.ts';
import { stream } from './stream.ts';
import { verdict } from './verdict.ts';
import type { Schemas } from './words.ts';

/** One route. */
export interface RouteDescription {
  readonly summary: string;
  /** Schema of the query. */
  readonly query?: string;
  /** Schema of the JSON body that it takes. */
  readonly takes?: string;
  /** Schema of what it answers; or its media type, if it is not JSON. */
  readonly answers: string;
}

/** Every schema, by the name of its type. */
export const schemas: Schemas = {
  ...receiver,
  ...delivery,
  ...verdict,
  ...script,
  ...sending,
  ...probe,
  ...stream,
};

/** Every route, by its method and path. */
export const routes: Readonly<Record<string, RouteDescription>> = {
  'GET /receiver': { summary: 'What the receiver is, with the CSRF token', answers: 'ReceiverInfo' },
  'GET /health': { summary: 'Whether it takes deliveries', answers: 'Health' },
  'GET /stats': { summary: 'Counts since the start or the last clearing', answers: 'Stats' },
  'GET /deliveries': { summary: 'What arrived, newest first', query: 'ListQuery', answers: 'DeliveryList' },
  'DELETE /deliveries': { summary: 'Forgets what arrived', answers: 'Cleared' },
  'GET /deliveries/{id}': { summary: 'One delivery, whole', answers: 'DeliveryDetail' },
  'GET /deliveries/{id}/body': { summary: 'The bytes of its body, to be saved', answers: 'text/plain' },
  'GET /deliveries/{id}/run': { summary: 'Its normalised run', answers: 'application/json' },
  'GET /deliveries/{id}/har': { summary: 'The delivery as an HTTP archive', answers: 'Har' },
  'GET /deliveries/{id}/fixture': { summary: 'The delivery as a file for a test', answers: 'FixtureFile' },
  'POST /deliveries/{id}/replay': {
    summary: 'Sends it once more',
    takes: 'ReplayRequest',
    answers: 'SendResult',
  },
  'GET /har': { summary: 'Everything that is kept as an HTTP archive', answers: 'Har' },
  'GET /fixtures': { summary: 'What can be sent', answers: 'FixtureList' },
  'POST /send': {
    summary: 'Sends a fixture, a payload or a text',
    takes: 'SendRequest',
    answers: 'SendResult',
  },
  'POST /allow': {
    summary: 'Lets what is sent reach a private host, until the receiver stops',
    takes: 'AllowRequest',
    answers: 'AllowState',
  },
  'GET /probe': { summary: 'The last probe of an endpoint', answers: 'ProbeState' },
  'POST /probe': { summary: 'Starts to check an endpoint', takes: 'ProbeRequest', answers: 'ProbeState' },
  'DELETE /probe': { summary: 'Stops the probe', answers: 'ProbeState' },
  'GET /probe/cases/{id}': {
    summary: 'One case, with its request and the answer',
    answers: 'ProbeCaseDetail',
  },
  'GET /probe/cases/{id}/body': { summary: 'The bytes of its request, to be saved', answers: 'text/plain' },
  'GET /probe/report.json': { summary: 'The report of a probe that is done', answers: 'application/json' },
  'GET /probe/report.xml': { summary: 'The same for JUnit', answers: 'application/xml' },
  'GET /probe/report.md': { summary: 'The same as Markdown', answers: 'text/markdown' },
  'GET /script': { summary: 'The script in force', answers: 'ScriptState' },
  'PUT /script': { summary: 'Sets a script or a preset', takes: 'ScriptRequest', answers: 'ScriptState' },
  'DELETE /script': { summary: 'Lets the verdict answer again', answers: 'ScriptState' },
  'GET /presets': { summary: 'Scripts that are ready to use', answers: 'PresetList' },
  'PUT /forward': {
    summary: 'Forwards deliveries to an endpoint',
    takes: 'ForwardRequest',
    answers: 'ForwardState',
  },
  'GET /events': {
    summary: 'What happens, as server-sent events; resumes from Last-Event-ID',
    query: 'EventsQuery',
    answers: 'text/event-stream',
  },
  'GET /contract/asyncapi.yaml': { summary: 'The documented contract', answers: 'application/yaml' },
  'GET /contract/observed.yaml': {
    summary: 'The shapes that Maxun servers send',
    answers: 'application/yaml',
  },
  'GET /openapi.json': { summary: 'This document', answers: 'application/json' },
};
