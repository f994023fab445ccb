import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { maxunWebhooks } from './maxun-webhooks.js';

const { PORT = '3000' } = process.env;

const app = new Hono();
app.route('/', maxunWebhooks);

serve({ fetch: app.fetch, port: Number(PORT) }, ({ port }) => console.log(`Listening on port ${port}`));
