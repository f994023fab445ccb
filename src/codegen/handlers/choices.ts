/**
 * What can be chosen for generated handlers.
 *
 * @module codegen/handlers/choices
 */
import { requireOneOf, requireOptions } from '../../errors/options.ts';

/** The frameworks that handlers are generated for; `node` is `node:http` alone, `workers` is Cloudflare Workers. */
export const frameworks = [
  'express',
  'fastify',
  'koa',
  'nest',
  'next',
  'hono',
  'lambda',
  'workers',
  'node',
] as const;

/** The languages of the generated files. */
export const languages = ['ts', 'js'] as const;

/** How deliveries are authenticated: by signature, by a token in the URL, by user and password, or not at all. */
export const auths = ['signed', 'token', 'basic', 'none'] as const;

/** What runs the generated test; `none` writes no test. */
export const testRunners = ['vitest', 'jest', 'node-test', 'none'] as const;

/** One of {@link frameworks}. */
export type Framework = (typeof frameworks)[number];
/** One of {@link languages}. */
export type Language = (typeof languages)[number];
/** One of {@link auths}. */
export type AuthChoice = (typeof auths)[number];
/** One of {@link testRunners}. */
export type TestRunner = (typeof testRunners)[number];

/** What `generateHandlers` takes. */
export interface HandlerChoices {
  readonly framework: Framework;
  readonly language: Language;
  readonly auth: AuthChoice;
  readonly tests: TestRunner;
  /** Whether package.json has `"type": "module"`. If not, JavaScript gets the extension `.mjs`. Default: `true`. */
  readonly isModule?: boolean | undefined;
}

/**
 * @param choices of a caller in JavaScript, perhaps
 * @throws {TypeError} if a choice is missing, or is not in its list
 */
export function assertChoices(choices: HandlerChoices): void {
  requireOptions('generateHandlers', choices);
  const { framework, language, auth, tests } = choices;
  requireOneOf('framework', framework, frameworks);
  requireOneOf('language', language, languages);
  requireOneOf('auth', auth, auths);
  requireOneOf('tests', tests, testRunners);
}
