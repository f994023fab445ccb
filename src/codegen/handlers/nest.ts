/**
 * Nest: a module with a service in TypeScript; in JavaScript, which has no decorators, a module alone.
 *
 * @module codegen/handlers/nest
 */
import type { AuthText } from './auth.ts';
import { type FrameworkText, plainFile } from './framework.ts';
import { HEAD, readVariable } from './receiver-text.ts';
import { indent } from './template.ts';

const inJavaScript = plainFile({
  imports: ["import { MaxunWebhookModule } from 'maxun-webhooks/nest';"],
  mount: `export const MaxunWebhooksModule = MaxunWebhookModule.forRoot({ path: 'hooks/maxun', receiver });\n`,
});

const SERVICE = `/** What your app does with the runs of its robots. Inject its other services here. */
@Injectable()
export class MaxunRunsService {
  readonly #logger = new Logger(MaxunRunsService.name);

  /** \`id\` is the same in every attempt: an idempotency key. If this throws, the sender is asked to send again. */
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

  /** Everything that was refused or that failed; \`error.cause\` is what a handler threw. */
  report(error: WebhookError, status: number): void {
    const { code, message, cause } = error;
    this.#logger.error({ message: \`A delivery was answered \${status}: \${message}\`, code, cause });
  }
}`;

function inTypeScript(auth: AuthText): string {
  const names = [...auth.imports, 'createReceiver', 'type Receiver', 'type Run', 'type WebhookError'].sort(
    (a, b) => (a.replace('type ', '').toLowerCase() < b.replace('type ', '').toLowerCase() ? -1 : 1),
  );
  return `${HEAD}import { Injectable, Logger, Module } from '@nestjs/common';
import { ${names.join(', ')} } from 'maxun-webhooks';
import { MaxunWebhookModule } from 'maxun-webhooks/nest';

${SERVICE}

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
${indent(readVariable(auth, 'process.env'), 2)}  return createReceiver({ ${auth.option} })
    .on('run_completed', ({ run, id }) => runs.complete(run, id))
    .on('run_failed', ({ run, id }) => runs.fail(run, id))
    .on('webhook_test', () => runs.test())
    .onOther(({ eventType, shape }) => runs.other(eventType, shape))
    .onError((error, { status }) => runs.report(error, status));
}
`;
}

export const nest: FrameworkText = {
  file: 'maxun-webhooks.module',
  packages: ['@nestjs/common', '@nestjs/core', '@nestjs/platform-express', 'reflect-metadata', 'rxjs'],
  handlers: (auth, language) => (language === 'ts' ? inTypeScript(auth) : inJavaScript(auth, language)),
  test: {
    imports: ["import { NestFactory } from '@nestjs/core';"],
    takes: 'MaxunWebhooksModule',
    start: `const app = await NestFactory.create(MaxunWebhooksModule, { rawBody: true, logger: ['warn', 'error'] });
await app.init();
return app.getHttpServer()⟦ as Server⟧;`,
  },
  mount: `import { MaxunWebhooksModule } from './maxun-webhooks.module.js'; // into the imports of your AppModule
const app = await NestFactory.create(AppModule, { rawBody: true }); // the exact bytes are signed
app.useBodyParser('json', { limit: '10mb' }); // Maxun sends whole pages`,
};
