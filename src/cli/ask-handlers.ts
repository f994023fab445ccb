/**
 * Asks on a terminal what the generated handlers are to be.
 *
 * @module cli/ask-handlers
 */
import { isCancel, select } from '@clack/prompts';
import type { Readable, Writable } from 'node:stream';
import {
  auths,
  frameworks,
  type HandlerChoices,
  languages,
  type Project,
  testRunners,
} from '../codegen/index.ts';

/** What may be asked for. */
export type Answers = {
  readonly [Name in 'framework' | 'language' | 'auth' | 'tests']?: HandlerChoices[Name] | undefined;
};

const LABELS: Readonly<Record<string, string>> = {
  express: 'Express',
  fastify: 'Fastify',
  koa: 'Koa',
  nest: 'Nest',
  next: 'Next.js',
  hono: 'Hono',
  lambda: 'AWS Lambda',
  workers: 'Cloudflare Workers',
  node: "Node's own http",
  ts: 'TypeScript',
  js: 'JavaScript',
  signed: 'A signature: the sender is this package, or a Maxun server that uses it',
  token: 'A token in the URL: stock Maxun, which signs nothing',
  basic: 'User and password in the URL: stock Maxun, and proxies do not log them',
  none: 'Nothing',
  vitest: 'Vitest',
  jest: 'Jest',
  'node-test': "Node's own test runner",
};

const QUESTIONS = {
  framework: { message: 'What is your app built with?', options: frameworks },
  language: { message: 'In which language?', options: languages },
  auth: { message: 'What shows that a delivery is authentic?', options: auths },
  tests: { message: 'What runs your tests?', options: testRunners },
} as const;

/**
 * @param given what the flags say, which is not asked for
 * @param project what it says is offered first
 * @param terminal where to ask; by default standard input and output
 * @returns the flags and the answers; `undefined` if the user has cancelled
 */
export async function askHandlers(
  given: Answers,
  project: Project,
  terminal: { readonly input?: Readable; readonly output?: Writable } = {},
): Promise<Answers | undefined> {
  const answers: Record<string, unknown> = { ...given };
  for (const [name, { message, options }] of Object.entries(QUESTIONS)) {
    if (answers[name] !== undefined) continue;
    const answer = await select({
      ...terminal,
      message,
      options: options.map((value) => ({ value, label: LABELS[value] ?? value })),
      initialValue: project[name as keyof Answers]?.value ?? options[0],
    });
    if (isCancel(answer)) return undefined;
    answers[name] = answer;
  }
  return answers;
}
