/**
 * Receives deliveries in Nest, on Express or on Fastify.
 *
 * @module maxun-webhooks/nest
 */
import type { DynamicModule, MiddlewareConsumer, ModuleMetadata, Provider } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, DeliveryHandler, IncomingDelivery } from '../receive/index.ts';
import { receiveRequest, writeAnswer } from './node-body.ts';

/** What {@link MaxunWebhookModule.forRoot} takes. */
export interface MaxunWebhookModuleOptions {
  /** Path of the deliveries, without the app's global prefix. */
  readonly path: string;
  /** Their receiver. */
  readonly receiver: DeliveryHandler;
}

/** What {@link MaxunWebhookModule.forRootAsync} takes: as Nest's own factory providers. */
export interface MaxunWebhookModuleAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  /** Path of the deliveries, without the app's global prefix. */
  readonly path: string;
  /** Tokens of the providers that the factory gets. */
  readonly inject?: readonly InjectionToken[];
  /**
   * Makes the receiver of the deliveries.
   *
   * @param providers by the tokens of `inject`
   */
  useFactory(this: void, ...providers: never[]): DeliveryHandler | Promise<DeliveryHandler>;
}
type InjectionToken = Extract<Provider, { provide: unknown }>['provide'];

const ADVICE = 'create the app with NestFactory.create(AppModule, { rawBody: true }).';

/**
 * Makes a middleware. It needs `rawBody: true` where Nest runs on Express, whose parsers come first.
 *
 * @param receiver of the deliveries
 * @returns for `consumer.apply(…).forRoutes(path)`; answers by itself and calls no `next`
 * @example
 * ```ts
 * const app = await NestFactory.create(AppModule, { rawBody: true });
 * ```
 */
export function nestMiddleware(
  receiver: DeliveryHandler,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const { originalUrl } = request as { originalUrl?: string };
    const options = { url: originalUrl ?? request.url, kept: request, advice: ADVICE };
    writeAnswer(request, response, await receiveRequest(receiver, request, options));
  };
}

/**
 * A module that receives the deliveries of one path.
 *
 * @example
 * ```ts
 * @Module({
 *   imports: [
 *     MaxunWebhookModule.forRootAsync({
 *       path: 'hooks/maxun',
 *       imports: [OrdersModule],
 *       inject: [OrdersService],
 *       useFactory: (orders: OrdersService) =>
 *         createReceiver({ secrets }).on('run_completed', ({ run }) => orders.save(run)),
 *     }),
 *   ],
 * })
 * export class AppModule {}
 * ```
 */
export const MaxunWebhookModule = {
  /**
   * With a receiver that exists already.
   *
   * @param options `path` and `receiver`
   */
  forRoot({ path, receiver }: MaxunWebhookModuleOptions): DynamicModule {
    return moduleOf(path, () => receiver);
  },

  /**
   * With a receiver that a factory makes of other providers.
   *
   * @param options `path`, and as a factory provider: `imports`, `inject`, `useFactory`
   */
  forRootAsync({
    path,
    imports = [],
    inject = [],
    useFactory,
  }: MaxunWebhookModuleAsyncOptions): DynamicModule {
    let receiver: DeliveryHandler | undefined;
    const provider: Provider = {
      provide: Symbol('maxun-webhooks receiver'),
      inject: [...inject],
      useFactory: async (...providers: never[]) => (receiver = await useFactory(...providers)),
    };
    return { ...moduleOf(path, () => receiver), imports, providers: [provider] };
  },
};

/** Nest makes every provider before it routes the first request. */
function moduleOf(path: string, receiverOf: () => DeliveryHandler | undefined): DynamicModule {
  const handler: DeliveryHandler = {
    async handle(delivery: IncomingDelivery): Promise<Answer> {
      const receiver = receiverOf();
      if (receiver === undefined) throw new TypeError('MaxunWebhookModule: useFactory gave no receiver.');
      return receiver.handle(delivery);
    },
  };
  // A class of its own for each path, since Nest knows modules by their class. It needs no decorator to be one.
  class MaxunWebhooks {
    configure(consumer: MiddlewareConsumer): void {
      consumer.apply(nestMiddleware(handler)).forRoutes(path);
    }
  }
  return { module: MaxunWebhooks };
}
