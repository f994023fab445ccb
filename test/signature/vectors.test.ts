import { describe, expect, test } from 'vitest';
import { sign, verify } from '../../src/signature/index.ts';
import { VECTORS } from './vectors.ts';

describe.each(VECTORS)('the published vector $name', (vector) => {
  const { secret, verifier, id, timestamp, body, signature } = vector;
  const now = (): number => timestamp * 1000;

  test('is what sign gives', async () => {
    expect(await sign(body, { id, timestamp, secrets: [secret] })).toEqual({
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signature,
    });
  });

  test.each([secret, verifier])('is verified with %s', async (given) => {
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signature,
    };
    expect(await verify(body, headers, { secrets: [given], now })).toEqual({ ok: true, id, timestamp });
  });
});
