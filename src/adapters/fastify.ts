/**
 * Receives deliveries in Fastify 5.
 *
 * @module maxun-webhooks/fastify
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { DeliveryHandler } from '../receive/index.ts';
import { readStream, receiveRequest, writeAnswer } from './node-body.ts';

/** Where the deliveries of a {@link fastifyPlugin} arrive. */
export interface FastifyPluginOptions {
  /** Path of the route, within the prefix that the plugin is registered with. */
  readonly path: string;
}

const ADVICE = 'take the hook that reads the body (preParsing, preValidation) off this route.';

/**
 * Makes a plugin with one route for deliveries. Within it the body stays raw; the parsers of the app are left alone.
 *
 * @param receiver of the deliveries
 * @param options `path` of the route
 * @returns for `app.register(…)`
 * @throws {TypeError} if the path does not begin with a slash
 * @example
 * ```ts
 * await app.register(fastifyPlugin(receiver, { path: '/hooks/maxun' }));
 * ```
 */
export function fastifyPlugin(
  receiver: DeliveryHandler,
  { path }: FastifyPluginOptions,
): (app: FastifyInstance) => Promise<void> {
  if (typeof path !== 'string' || !path.startsWith('/')) {
    throw new TypeError(
      "fastifyPlugin: expected the route's path with a slash first, such as '/hooks/maxun'.",
    );
  }
  // Fastify gives each plugin that is registered a context of its own, so its parsers are this route's alone.
  return async (app) => {
    app.removeAllContentTypeParsers();
    // The type of nearly all deliveries by its name too, which Fastify finds sooner.
    app.addContentTypeParser(['application/json', '*'], (_request, payload, done) => done(null, payload));
    app.all(path, (request, reply) => receive(receiver, request, reply));
  };
}

async function receive(
  receiver: DeliveryHandler,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { raw, body: payload, headers, originalUrl: url } = request;
  // A hook may have put a stream of its own in the place of the request.
  const isReplaced = payload instanceof Readable && payload !== raw;
  const answer = isReplaced
    ? await receiver.handle({
        method: request.method,
        url,
        headers,
        body: (maxBytes, count) => readStream(payload, { maxBytes, count }),
      })
    : await receiveRequest(receiver, raw, { url, kept: raw, advice: ADVICE });
  if (raw.complete) return reply.code(answer.status).headers(answer.headers).send(answer.body);
  reply.hijack();
  writeAnswer(raw, reply.raw, answer);
  return reply;
}
