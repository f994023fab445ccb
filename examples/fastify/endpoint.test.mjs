// Checks the endpoint as it will be used: start it (npm start), then run this (npm test).
import { test } from 'node:test';
import { assertPassesProbe } from 'maxun-webhooks/assert';

const { ENDPOINT = 'http://localhost:3000/hooks/maxun', MAXUN_WEBHOOK_SECRET = '' } = process.env;

test('the endpoint is right', async () => {
  const skip = ['upload-slow', 'upload-dripped']; // they take some 20 s
  await assertPassesProbe(ENDPOINT, { secrets: [MAXUN_WEBHOOK_SECRET], skip });
});
