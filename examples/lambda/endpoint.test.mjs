// Checks the function behind an address, such as that of "sam local start-api": ENDPOINT=http://127.0.0.1:3000/hooks/maxun npm test
import { test } from 'node:test';
import { assertPassesProbe } from 'maxun-webhooks/assert';

const { ENDPOINT = 'http://localhost:3000/hooks/maxun', MAXUN_WEBHOOK_SECRET = '' } = process.env;

test('the endpoint is right', async () => {
  const skip = ['upload-slow', 'upload-dripped']; // they take some 20 s
  await assertPassesProbe(ENDPOINT, { secrets: [MAXUN_WEBHOOK_SECRET], skip });
});
