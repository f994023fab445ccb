/**
 * Frameworks by their answers: those of this repository as they run here, the others as recorded from a server of each
 * (Werkzeug 3.1.9, uvicorn with FastAPI, Go 1) or as their documentation shows them (Rails, Spring Boot, Next.js).
 *
 * @module test/probe/frameworks
 */
import { createServer, type RequestListener } from 'node:http';
import Koa from 'koa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createReceiver } from '../../src/index.ts';
import { FrameworkRecogniser, snippetFor } from '../../src/probe/frameworks.ts';
import { listen, type Running, stacks } from '../adapters/stacks.ts';
import { SECRETS } from './endpoints/receive.ts';

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function recognised(...answers: readonly Answer[]): string {
  const framework = new FrameworkRecogniser();
  for (const { status, headers = {}, body = '' } of answers)
    framework.see({ received: { status, headers, body, durationMs: 1 } });
  return framework.name;
}

const html = { 'content-type': 'text/html; charset=utf-8' };
const json = { 'content-type': 'application/json' };
const goText = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
const flaskPage = (title: string): string =>
  `<!doctype html>\n<html lang=en>\n<title>${title}</title>\n<h1>${title.slice(4)}</h1>\n<p>The requested URL was not found on the server.</p>\n`;

const RECORDED: readonly (readonly [name: string, answer: string, recorded: Answer])[] = [
  ['Flask', 'its own server', { status: 400, headers: { ...html, server: 'Werkzeug/3.1.9 Python/3.11.7' } }],
  [
    'Flask',
    'behind gunicorn',
    { status: 404, headers: { ...html, server: 'gunicorn' }, body: flaskPage('404 Not Found') },
  ],
  [
    'Flask',
    'behind nginx',
    { status: 401, headers: { ...html, server: 'nginx' }, body: flaskPage('401 Unauthorized') },
  ],
  ['FastAPI', 'uvicorn', { status: 200, headers: { ...json, server: 'uvicorn' }, body: 'null' }],
  [
    'FastAPI',
    'behind nginx',
    { status: 401, headers: { ...json, server: 'nginx' }, body: '{"detail":"Unauthorized"}' },
  ],
  [
    'FastAPI',
    'a body that its model refuses',
    {
      status: 422,
      headers: json,
      body: '{"detail":[{"type":"json_invalid","loc":["body",1],"msg":"JSON decode error"}]}',
    },
  ],
  ['Go', 'http.Error', { status: 401, headers: goText, body: 'unauthorized\n' }],
  ['Go', 'no route', { status: 404, headers: goText, body: '404 page not found\n' }],
  [
    'Rails',
    'any answer',
    {
      status: 401,
      headers: { 'x-request-id': '9c1c0f0e-5f7a-4d55-8a8c-0c0b9a5d6c1e', 'x-runtime': '0.004512' },
    },
  ],
  [
    'Spring',
    'an error',
    {
      status: 400,
      headers: json,
      body: '{"timestamp":"2026-11-30T09:39:11.123+00:00","status":400,"error":"Bad Request","path":"/hooks/maxun"}',
    },
  ],
  ['Spring', 'an error as a page', { status: 404, headers: html, body: '<h1>Whitelabel Error Page</h1>' }],
  ['Next.js', 'any answer', { status: 200, headers: { 'x-powered-by': 'Next.js' } }],
  // Hono, a Worker, an endpoint that says little: nothing tells which it is.
  [
    'general',
    'no route of Hono',
    { status: 404, headers: { 'content-type': 'text/plain;charset=UTF-8' }, body: '404 Not Found' },
  ],
  ['general', "this package's refusal", { status: 401, headers: json, body: '{"error":"unauthorized"}' }],
  [
    'general',
    'Django behind gunicorn',
    { status: 404, headers: { server: 'gunicorn' }, body: '{"detail":"Not found."}' },
  ],
];

test.each(RECORDED)('%s is recognised by %s', (name, _, answer) => {
  expect(recognised({ status: 200 }, answer)).toBe(name);
});

describe('as it runs here', () => {
  const names: Readonly<Record<string, string>> = {
    'express 5': 'Express',
    'express 4': 'Express',
    fastify: 'Fastify',
    nest: 'Nest',
    hono: 'general',
  };
  const found = stacks.filter(({ name }) => name in names);
  const running = new Map<string, Running>();
  beforeAll(async () => {
    const receiver = createReceiver({ secrets: SECRETS, silent: true });
    for (const stack of found) running.set(stack.name, await stack.start(receiver));
    running.set('koa', await listen(createServer(new Koa().callback() as RequestListener)));
  });
  afterAll(async () => {
    await Promise.all([...running.values()].map(async (one) => one.close()));
  });

  test.each([...found.map(({ name }) => [name, names[name]] as const), ['koa', 'Koa'] as const])(
    '%s is %s',
    async (name, expected) => {
      // What its user has no code for: the framework itself answers.
      const response = await fetch(`http://127.0.0.1:${running.get(name)!.port}/nowhere`, {
        method: 'POST',
        body: '{',
      });
      const headers = Object.fromEntries(response.headers);
      expect(recognised({ status: response.status, headers, body: await response.text() })).toBe(expected);
    },
  );
});

test('each has code that verifies, and nothing else is in the way of it', () => {
  for (const name of [...new Set(RECORDED.map(([one]) => one)), 'Express', 'Fastify', 'Koa', 'Nest']) {
    expect(snippetFor(name, 'verify')).toMatch(/createReceiver|is_authentic|hmac|HMAC|Mac /);
    expect(snippetFor(name, 'token')).toContain('urlToken');
  }
});
