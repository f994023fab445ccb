import { transformSync } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  auths,
  frameworks,
  generateHandlers,
  type HandlerChoices,
  languages,
  testRunners,
} from '../../src/codegen/index.ts';

const all: HandlerChoices[] = frameworks.flatMap((framework) =>
  languages.flatMap((language) =>
    auths.flatMap((auth) => testRunners.map((tests) => ({ framework, language, auth, tests }))),
  ),
);

test(`each of the ${all.length} combinations is code of its language`, () => {
  for (const choices of all) {
    const { handlers, test } = generateHandlers(choices);
    for (const { name, content } of [handlers, ...(test ? [test] : [])]) {
      const options = { loader: choices.language, sourcefile: `${JSON.stringify(choices)}/${name}` };
      expect(() => transformSync(content, options)).not.toThrow();
      expect(content).not.toMatch(/[⟦⟧]|'undefined'|\bundefined\.(?:js|ts)/);
    }
  }
});

test('a test is written where a runner is chosen, and a variable where there is a secret', () => {
  for (const choices of all) {
    const made = generateHandlers(choices);
    expect(made.test === undefined).toBe(choices.tests === 'none');
    expect(made.env === undefined).toBe(choices.auth === 'none');
    if (made.env !== undefined) expect(made.handlers.content).toContain(made.env.variable);
  }
});

describe('what only a part of them has', () => {
  const base = { framework: 'express', language: 'ts', auth: 'token', tests: 'vitest' } as const;

  test('JavaScript of a CommonJS project has the extension .mjs', () => {
    const { handlers, test, mount } = generateHandlers({ ...base, language: 'js', isModule: false });
    expect([handlers.name, test?.name]).toEqual(['maxun-webhooks.mjs', 'maxun-webhooks.test.mjs']);
    expect(test?.content).toContain("import('./maxun-webhooks.mjs')");
    expect(mount).toContain("const { maxunWebhooks } = require('./maxun-webhooks.mjs');");
  });

  test.each(frameworks)('a CommonJS project is told code for %s that CommonJS can run', (framework) => {
    const { mount } = generateHandlers({ ...base, framework, language: 'js', isModule: false });
    expect(mount).not.toMatch(/^(?:import|await) /m);
    expect(mount).not.toContain(".js'");
  });

  test('a route of Next.js exports nothing but methods', () => {
    const { handlers } = generateHandlers({ ...base, framework: 'next' });
    const exported = [...handlers.content.matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
    expect([handlers.name, exported]).toEqual(['route.ts', ['POST', 'GET']]);
  });

  test('the packages are those that the files import', () => {
    const { packages, devPackages } = generateHandlers({ ...base, tests: 'jest' });
    expect(packages).toEqual(['maxun-webhooks', 'express']);
    expect(devPackages).toEqual([
      'typescript',
      '@types/node',
      '@types/express',
      'jest',
      '@jest/globals',
      'ts-jest',
    ]);
  });

  test.each(['framework', 'language', 'auth', 'tests'])('another %s is refused', (name) => {
    expect(() => generateHandlers({ ...base, [name]: 'constructor' })).toThrow(
      new RegExp(`${name}.*'constructor'|${name}`),
    );
    expect(() => generateHandlers({ ...base, [name]: undefined })).toThrow(TypeError);
  });
});

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));

test.each([
  ['express', ''],
  ['fastify', ''],
  ['koa', ''],
  ['nest', ''],
  ['next', 'app/hooks/maxun'],
  ['hono', ''],
  ['lambda', ''],
  ['node', ''],
] as const)('the example for %s has the handlers that are generated', (framework, folder) => {
  const { handlers } = generateHandlers({ framework, language: 'ts', auth: 'signed', tests: 'none' });
  const file = join(EXAMPLES, framework, folder, handlers.name);
  const advice = `In examples/${framework}, run: maxun-webhooks generate handlers --framework ${framework} --language ts --auth signed --tests none --force`;
  expect(readFileSync(file, 'utf8'), advice).toBe(handlers.content);
});
