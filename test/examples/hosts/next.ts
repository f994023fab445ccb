// Serves the example's route as Next.js does: a web request in, a web response out.
import { serve } from '@hono/node-server';
import { POST } from '../examples/next/app/hooks/maxun/route.ts';

serve({ fetch: (request) => POST(request), port: Number(process.env['PORT']) }, ({ port }) => {
  console.log(`Listening on port ${port}`);
});
