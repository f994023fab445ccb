import { describe, expect, test } from 'vitest';
import { hiddenIn, maskUrl } from '../../src/errors/mask-url.ts';

describe('a URL is shown without', () => {
  test.each([
    ['user and password', 'https://me:p%40ss@host/p', 'https://…@host/p'],
    ['an @ in a password', 'https://me:p@ss@host/p', 'https://…@host/p'],
    ['the values of its query', 'http://host:1/p?token=hush&x=1&flag=', 'http://host:1/p?token=…&x=…&flag='],
    ['a query that is nothing but a token', 'http://host/p?hush', 'http://host/p?…'],
    ['a token in its path', 'http://host/hooks/k7f3a9c2e1b8d4f6a0/', 'http://host/hooks/…/'],
    ['its fragment', 'http://host/p#hush', 'http://host/p'],
    ['the query of a request line', '/hook?token=hush', '/hook?token=…'],
  ])('%s', (_, url, shown) => {
    expect(maskUrl(url)).toBe(shown);
  });
});

test('names of the query can be chosen, and the path kept', () => {
  const url = 'http://me@host/hooks/k7f3a9c2e1b8d4f6a0/a@b?Token=hush&from=x';
  const shown = 'http://…@host/hooks/k7f3a9c2e1b8d4f6a0/a@b?Token=…&from=x';
  expect(maskUrl(url, { names: /^token$/i, path: false })).toBe(shown);
});

test('what is hidden can be looked for elsewhere', () => {
  const url = new URL('http://host/hooks/k7f3a9c2e1b8d4f6a0?token=a+b%2F&hush');
  expect(hiddenIn(url)).toEqual(['k7f3a9c2e1b8d4f6a0', 'a+b%2F', 'hush', 'a b/', '']);
});
