import { Module } from '@nestjs/common';
import { createReceiver } from 'maxun-webhooks';
import { MaxunWebhookModule } from 'maxun-webhooks/nest';
import { RunsService } from './runs.service.js';

const { MAXUN_WEBHOOK_SECRET = '' } = process.env;

@Module({ providers: [RunsService], exports: [RunsService] })
class RunsModule {}

@Module({
  imports: [
    MaxunWebhookModule.forRootAsync({
      path: 'hooks/maxun',
      imports: [RunsModule],
      inject: [RunsService],
      useFactory: (runs: RunsService) =>
        createReceiver({ secrets: [MAXUN_WEBHOOK_SECRET] })
          .on('run_completed', ({ run }) => runs.complete(run))
          .on('run_failed', ({ run }) => runs.fail(run)),
    }),
  ],
})
export class AppModule {}
