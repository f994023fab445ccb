/**
 * The files of generated handlers.
 *
 * @module codegen/handlers/generate
 */
import { authTexts } from './auth.ts';
import {
  assertChoices,
  type Framework,
  type HandlerChoices,
  type Language,
  type TestRunner,
} from './choices.ts';
import type { FrameworkText } from './framework.ts';
import { nest } from './nest.ts';
import { express, fastify, koa, node } from './node-frameworks.ts';
import { inLanguage } from './template.ts';
import { testTemplate } from './test-file.ts';
import { hono, lambda, next, workers } from './web-frameworks.ts';

const nodeFrameworks = { express, fastify, koa, nest, node };
const webFrameworks = { next, hono, lambda, workers };
const frameworkTexts: Readonly<Record<Framework, FrameworkText>> = { ...nodeFrameworks, ...webFrameworks };

/** A file that is generated. */
export interface GeneratedFile {
  /** Its name. */
  readonly name: string;
  readonly content: string;
}

/** What `generateHandlers` gives. */
export interface GeneratedHandlers {
  /** The handlers. */
  readonly handlers: GeneratedFile;
  /** Their test; absent if none was asked for. */
  readonly test?: GeneratedFile;
  /** What the environment has to hold, with a comment; absent if `auth` is `none`. */
  readonly env?: { readonly variable: string; readonly text: string };
  /** Packages that the files need at run time. */
  readonly packages: readonly string[];
  /** Packages that only the compiler or the test needs. */
  readonly devPackages: readonly string[];
  /** How an app uses the handlers: code, for a reader. */
  readonly mount: string;
}

/**
 * Generates handlers of every event in a framework, and a test that sends them every payload that Maxun is known to send.
 *
 * @param choices framework, language, how deliveries are authenticated, and what runs the test
 * @returns texts; nothing is written
 * @throws {TypeError} if a choice is missing or is not offered
 * @example
 * ```ts
 * const { handlers, test } = generateHandlers({ framework: 'express', language: 'ts', auth: 'token', tests: 'vitest' });
 * ```
 */
export function generateHandlers(choices: HandlerChoices): GeneratedHandlers {
  assertChoices(choices);
  const { language, tests } = choices;
  const framework = frameworkTexts[choices.framework];
  const auth = authTexts[choices.auth];
  const isCommonJs = language === 'js' && choices.isModule === false;
  const extension = isCommonJs ? 'mjs' : language;
  const { file: base = 'maxun-webhooks', packages = [], types = [] } = framework;
  const imported = `${base}.${extension === 'mjs' ? 'mjs' : 'js'}`;
  const file = (name: string, template: string): GeneratedFile => ({
    name: `${name}.${extension}`,
    content: inLanguage(template, language),
  });
  const { variable, comment } = auth;
  return {
    handlers: file(base, framework.handlers(auth, language)),
    ...(tests !== 'none' && {
      test: file(`${base}.test`, testTemplate({ framework, auth, runner: tests, imported })),
    }),
    ...(variable !== undefined && { env: { variable, text: `# ${comment}\n${variable}=\n` } }),
    packages: ['maxun-webhooks', ...packages],
    devPackages: [
      ...(language === 'ts' ? ['typescript', '@types/node', ...types] : []),
      ...TEST_PACKAGES[tests][language],
    ],
    mount: isCommonJs ? inCommonJs(framework.mount.replaceAll(`.js'`, `.mjs'`)) : framework.mount,
  };
}

/** A CommonJS file has neither `import` nor an `await` outside of functions. */
function inCommonJs(mount: string): string {
  return mount
    .replaceAll(/^import (.+) from ('.+');/gm, 'const $1 = require($2);')
    .replaceAll(/^await /gm, '');
}

/** Packages of a test, by its language. */
const TEST_PACKAGES: Readonly<Record<TestRunner, Readonly<Record<Language, readonly string[]>>>> = {
  vitest: { js: ['vitest'], ts: ['vitest'] },
  jest: { js: ['jest', '@jest/globals'], ts: ['jest', '@jest/globals', 'ts-jest'] },
  'node-test': { js: [], ts: ['tsx'] },
  none: { js: [], ts: [] },
};
