import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import * as openTelemetry from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { generateSecret } from '../../../src/signature/index.ts';
import { bench, cleanUp, failed, later } from '../fixture.ts';
import { OK, status } from '../raw-server.ts';

afterEach(cleanUp);

function telemetry() {
  const spans = new InMemorySpanExporter();
  const tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 3_600_000 });
  const meters = new MeterProvider({ readers: [reader] });
  later(() => meters.shutdown());
  const api = {
    trace: { getTracer: (name: string) => tracers.getTracer(name) },
    metrics: { getMeter: (name: string) => meters.getMeter(name) },
  };
  return {
    api,
    spans: () => spans.getFinishedSpans(),
    measured: async () => {
      await reader.forceFlush();
      return metrics
        .getMetrics()
        .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
    },
  };
}

describe('OpenTelemetry', () => {
  it('gets a client span per attempt, and metrics, where its API is given', async () => {
    const { api, spans, measured } = telemetry();
    const { clock, sender, server, endpoint, until } = await bench({
      openTelemetry: api,
      settings: { webhookId: 'sub' },
      script: (socket, n) => socket.write(n === 1 ? status(503) : OK),
    });
    const { id } = await sender.send(endpoint, failed);
    await until('attempt', 1);
    await clock.advance(5_000);
    await until('delivered', 1);
    expect(spans().map(({ name, kind }) => ({ name, kind }))).toEqual([
      { name: 'POST', kind: openTelemetry.SpanKind.CLIENT },
      { name: 'POST', kind: openTelemetry.SpanKind.CLIENT },
    ]);
    expect(spans()[0]?.attributes).toEqual({
      'http.request.method': 'POST',
      'http.request.resend_count': 0,
      'server.address': '127.0.0.1',
      'server.port': server.port,
      'maxun_webhooks.delivery.id': id,
      'maxun_webhooks.endpoint.id': 'sub',
      'maxun_webhooks.event.type': 'run_failed',
      'http.response.status_code': 503,
      'error.type': 'ERR_WEBHOOK_ENDPOINT_OVERLOADED',
    });
    expect(spans()[0]?.status.code).toBe(openTelemetry.SpanStatusCode.ERROR);
    expect(spans()[1]?.attributes).toMatchObject({
      'http.request.resend_count': 1,
      'http.response.status_code': 200,
    });
    expect(spans()[1]?.status.code).toBe(openTelemetry.SpanStatusCode.UNSET);
    const names = (await measured()).map(({ descriptor }) => descriptor.name);
    expect(names).toEqual([
      'maxun_webhooks.attempt.duration',
      'maxun_webhooks.delivery.latency',
      'maxun_webhooks.deliveries',
    ]);
  });

  it.each(['startSpan', 'end', 'add'])(
    'changes no delivery when %s throws, which is reported',
    async (name) => {
      const call = (own: string) => (): void => {
        if (own === name) throw new Error('broken');
      };
      const span = { setAttributes: call('setAttributes'), setStatus: call('setStatus'), end: call('end') };
      const startSpan = () => {
        call('startSpan')();
        return span;
      };
      const meter = {
        createCounter: () => ({ add: call('add') }),
        createHistogram: () => ({ record: call('record') }),
      };
      const { sender, server, endpoint, until, emitted } = await bench({
        openTelemetry: { trace: { getTracer: () => ({ startSpan }) }, metrics: { getMeter: () => meter } },
      });
      await sender.send(endpoint, failed);
      await sender.send(endpoint, failed);
      await until('delivered', 2);
      expect(server.requests).toHaveLength(2);
      expect(emitted.problem).toHaveLength(2);
      expect(emitted.problem[0]).toMatchObject({
        code: 'ERR_WEBHOOK_HANDLER_FAILED',
        message: expect.stringMatching(/OpenTelemetry threw/) as string,
      });
    },
  );

  it('takes the module of its API as it stands', async () => {
    const { sender, endpoint, until } = await bench({ openTelemetry });
    await sender.send(endpoint, failed);
    await until('delivered', 1);
  });
});

describe('diagnostics_channel', () => {
  it('carries what the sender tells', async () => {
    const seen: unknown[] = [];
    const listener = (message: unknown): void => void seen.push(message);
    subscribe('maxun-webhooks:delivered', listener);
    later(() => unsubscribe('maxun-webhooks:delivered', listener));
    const { sender, endpoint, until, emitted } = await bench();
    await sender.send(endpoint, failed);
    await until('delivered', 1);
    expect(seen).toEqual(emitted.delivered);
  });
});

describe('secrets, credentials and bodies', () => {
  it('are in nothing that the sender says: events, logs, spans, metrics, errors, the queue’s metadata', async () => {
    const { secret } = await generateSecret();
    const canaries = [
      'canary-user',
      'canary-password',
      'canary-path',
      'canary-query',
      'canary-header',
      'canary-body',
    ];
    const output: string[] = [];
    const say = (thing: unknown): void => {
      output.push(inspect(thing, { depth: 10, showHidden: true }));
    };
    const stream = { write: (line: string) => void output.push(line) };
    const { api, spans, measured } = telemetry();
    const channels = ['attempt', 'delivered', 'dead', 'disabled', 'throttled', 'problem'].map(
      (name) => `maxun-webhooks:${name}`,
    );
    for (const name of channels) {
      subscribe(name, say);
      later(() => unsubscribe(name, say));
    }
    // The endpoint echoes what it gets, in every way in which it can.
    const answers = [
      (echo: string) => status(500, `x-echo: ${echo}`),
      (echo: string) => `${echo}\r\n\r\n`,
      (echo: string) => `HTTP/1.1 200 ${echo}\r\ncontent-length: x\r\n\r\n`,
      (echo: string) => status(302, `location: http://${echo}.example/`),
      (echo: string) => status(429, `retry-after: ${echo}`),
      () => status(410),
    ];
    const { clock, sender, queue, server, until, emitted } = await bench({
      logger: pino({ level: 'trace' }, stream),
      openTelemetry: api,
      script: (socket, n) => {
        const request = server.requests.at(-1);
        const echo = JSON.stringify(request).replaceAll(/[^\w-]/g, '');
        socket.write((answers[n - 1] ?? (() => OK))(echo));
      },
    });
    for (const [name, events] of Object.entries(emitted))
      sender.on(name as 'attempt', () => say(events.at(-1)));
    const endpoint = {
      url: `http://canary-user:canary-password@127.0.0.1:${server.port}/canary-path?token=canary-query`,
      secret,
      headers: { 'x-key': 'canary-header' },
    };
    const data = { ...failed.data, robotName: 'canary-body' };
    const { id } = await sender.send(endpoint, { event_type: 'run_failed', data });
    for (let n = 1; n <= answers.length; n += 1) {
      await until('attempt', n);
      const { payload: _, ...kept } = (await queue.get(id)) ?? {};
      say(kept);
      await clock.advance(Math.max((emitted.attempt.at(-1)?.nextAttemptAt ?? 0) - clock.now(), 0));
    }
    await until('disabled', 1);
    for (const wrong of [
      { ...endpoint, headers: { 'x-key': 'canary-header\r\n' } },
      { ...endpoint, secret: secret.slice(0, -8) },
      { ...endpoint, url: `ftp://canary-user:canary-password@x/canary-path` },
      { ...endpoint, url: endpoint.url.replace('127.0.0.1', '10.0.0.1') },
      { ...endpoint, url: endpoint.url.replace('canary-user', 'canary-user%ff') },
    ]) {
      say(await sender.send(wrong, { event_type: 'run_failed', data }).catch((error: unknown) => error));
    }
    say(
      await sender
        .send(endpoint, { event_type: 'x', data: { a: 1n, b: data } }, { contract: 'off' })
        .catch((error: unknown) => error),
    );
    for (const span of spans()) say([span.attributes, span.status, span.events]);
    say(await measured());
    say(sender);
    const all = output.join('\n');
    expect(server.requests).toHaveLength(answers.length);
    expect(server.requests[0]?.body).toContain('canary-body');
    expect(all.length).toBeGreaterThan(5_000);
    for (const canary of [...canaries, secret.slice('whsec_'.length, 20)]) expect(all).not.toContain(canary);
  });
});
