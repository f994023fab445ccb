import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';

const { PORT = '3000' } = process.env;

// The signature covers the raw bytes: with this option Nest's own body parser keeps them.
const app = await NestFactory.create(AppModule, { rawBody: true, logger: ['warn', 'error'] });
await app.listen(Number(PORT));
console.log(`Listening on port ${new URL(await app.getUrl()).port}`);
