/**
 * Tests run the sources: a `dist` that lies about must not be what `#hmac` stands for.
 *
 * @module test/signature/identity.test
 */
import { expect, test } from 'vitest';
import { hmac } from '#hmac';
import { hmac as source } from '../../src/signature/hmac-node.ts';

test("'#hmac' is the source of the Node implementation, not a stale build of it", () => {
  expect(hmac).toBe(source);
});
