// Receives the webhooks of Maxun. Generated once by `maxun-webhooks generate handlers`: from here on it is your file.
// Guide: docs/guides/typed-handlers.md in the package maxun-webhooks.
import { Injectable, Logger, Module } from '@nestjs/common';
import { createReceiver, type Receiver, type Run, type WebhookError } from 'maxun-webhooks';
import { MaxunWebhookModule } from 'maxun-webhooks/nest';

/** What your app does with the runs of its robots. Inject its other services here. */
@Injectable()
export class MaxunRunsService {
  readonly #logger = new Logger(MaxunRunsService.name);

  /** `id` is the same in every attempt: an idempotency key. If this throws, the sender is asked to send again. */
  complete(run: Run, id: string): void {
    this.#logger.log({ message: 'Run completed', id, run: run.id, lists: Object.keys(run.lists) });
  }

  fail(run: Run, id: string): void {
    this.#logger.warn({ message: 'Run failed', id, run: run.id, reason: run.error?.message });
  }

  test(): void {
    this.#logger.log("The Test button of Maxun's page was pressed.");
  }

  /** An event of any other type, or a payload that this package does not know. */
  other(eventType: string, shape: string): void {
    this.#logger.log({ message: 'Another event', eventType, shape });
  }

  /** Everything that was refused or that failed; `error.cause` is what a handler threw. */
  report(error: WebhookError, status: number): void {
    const { code, message, cause } = error;
    this.#logger.error({ message: `A delivery was answered ${status}: ${message}`, code, cause });
  }
}

@Module({ providers: [MaxunRunsService], exports: [MaxunRunsService] })
class MaxunRunsModule {}

@Module({
  imports: [
    MaxunWebhookModule.forRootAsync({
      path: 'hooks/maxun',
      imports: [MaxunRunsModule],
      inject: [MaxunRunsService],
      useFactory: createMaxunReceiver,
    }),
  ],
})
export class MaxunWebhooksModule {}

function createMaxunReceiver(runs: MaxunRunsService): Receiver {
  const { MAXUN_WEBHOOK_SECRET = '' } = process.env;
  return createReceiver({ secrets: [MAXUN_WEBHOOK_SECRET] })
    .on('run_completed', ({ run, id }) => runs.complete(run, id))
    .on('run_failed', ({ run, id }) => runs.fail(run, id))
    .on('webhook_test', () => runs.test())
    .onOther(({ eventType, shape }) => runs.other(eventType, shape))
    .onError((error, { status }) => runs.report(error, status));
}
