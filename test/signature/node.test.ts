import { expect, test } from 'vitest';
import { hmac } from '../../src/signature/runtime-hmac.ts';
import { runSuites } from './suites/run.ts';

test("is node:crypto's", () => {
  expect(hmac.name).toBe('node');
});

runSuites();
