import { expect, test } from 'vitest';
import { hmac } from '#hmac';
import { runSuites } from './suites/run.ts';

test("is node:crypto's", () => {
  expect(hmac.name).toBe('node');
});

runSuites();
