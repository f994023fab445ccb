import { createServer, type ServerOptions } from 'node:https';
import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { nodeHandler } from '../../src/adapters/node.ts';
import { createReceiver } from '../../src/index.ts';
import { probeEndpoint, type ProbeResult } from '../../src/probe/index.ts';
import { listen } from '../adapters/stacks.ts';
import * as certificates from '../send/certificates.ts';
import { SECRETS } from './endpoints/receive.ts';

const { ca, serverKey, validCert, expiredCert, otherHostCert } = certificates;

async function probeOver(options: ServerOptions, trusted?: string): Promise<ProbeResult> {
  const handler = nodeHandler(createReceiver({ secrets: SECRETS, silent: true }));
  const server = createServer({ key: serverKey, ...options }, handler as RequestListener);
  const running = await listen(server);
  const only = ['TLS', 'accepted'];
  try {
    return await probeEndpoint(`https://127.0.0.1:${running.port}/`, { secrets: SECRETS, ca: trusted, only });
  } finally {
    await running.close();
  }
}

test.each([
  ['a right certificate', { cert: validCert }, ca, []],
  ['an expired certificate', { cert: expiredCert }, ca, ['tls-expiry']],
  ['the certificate of another host', { cert: otherHostCert }, ca, ['tls-host']],
  ['an authority that nobody trusts', { cert: validCert }, undefined, ['tls-trusted']],
  [
    'old versions',
    { cert: validCert, minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' },
    ca,
    ['tls-old-versions'],
  ],
] as const)('%s', async (...[, options, trusted, failed]) => {
  const { cases, score } = await probeOver(options, trusted);
  expect(cases.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)).toEqual(failed);
  expect(score).toBe(failed.length === 0 ? 100 : failed[0] === 'tls-old-versions' ? 95 : 0);
});
