import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { MaxunWebhooksModule } from './maxun-webhooks.module.js';

const { PORT = '3000' } = process.env;

@Module({ imports: [MaxunWebhooksModule] })
class AppModule {}

// The signature covers the raw bytes: with this option Nest's own body parser keeps them.
const app = await NestFactory.create<NestExpressApplication>(AppModule, { rawBody: true });
app.useBodyParser('json', { limit: '10mb' }); // Maxun sends whole pages
await app.listen(Number(PORT));
console.log(`Listening on port ${new URL(await app.getUrl()).port}`);
