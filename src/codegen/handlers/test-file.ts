/**
 * The generated test: the handler behind a real server, and a simulated Maxun that sends it every payload there is.
 *
 * @module codegen/handlers/test-file
 */
import type { AuthText } from './auth.ts';
import type { TestRunner } from './choices.ts';
import type { FrameworkText } from './framework.ts';
import { indent, sortImports } from './template.ts';

/** How a test is written for a runner. */
interface RunnerText {
  readonly imports: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly equal: (this: void, actual: string, expected: string) => string;
}

function likeJest(from: string): RunnerText {
  return {
    imports: [`import { afterAll, beforeAll, expect, test } from '${from}';`],
    before: 'beforeAll',
    after: 'afterAll',
    equal: (actual, expected) => `expect(${actual}).toBe(${expected})`,
  };
}

const runnerTexts: Readonly<Record<Exclude<TestRunner, 'none'>, RunnerText>> = {
  vitest: likeJest('vitest'),
  jest: likeJest('@jest/globals'),
  'node-test': {
    imports: [`import assert from 'node:assert/strict';`, `import { after, before, test } from 'node:test';`],
    before: 'before',
    after: 'after',
    equal: (actual, expected) => `assert.equal(${actual}, ${expected})`,
  },
};

/** What a test file is made of. */
export interface TestFile {
  readonly framework: FrameworkText;
  readonly auth: AuthText;
  readonly runner: Exclude<TestRunner, 'none'>;
  /** Name of the file of the handlers, as it is imported. */
  readonly imported: string;
}

/**
 * @param file what the test is for
 * @returns a template of the test
 */
export function testTemplate(file: TestFile): string {
  const { framework, auth, runner } = file;
  const { before, after, equal } = runnerTexts[runner];
  const { start, functions } = framework.test;
  const { refusal } = isSigned(auth) ? SIGNED : UNSIGNED;
  return `// Sends the handlers every payload that Maxun is known to send, over HTTP, as a Maxun server does.
${sortImports(importsOf(file))}
${secretLines(auth, start)}let server⟦: Server⟧;

${before}(async () => {
  server = await startApp();
  await once(server.listen(0, '127.0.0.1'), 'listening');
});

${after}(() => {
  server.closeAllConnections();
  server.close();
});

for (const name of fixtureNames) {
  test(\`handles \${name}\`, async () => {
    ${equal('await deliver(name)', '200')};
  });
}
${auth.variable === undefined ? '' : refusal(equal)}
test('answers 405 to the GET that a redirect makes of a delivery', async () => {
  const { status } = await fetch(\`\${originOf(server)}/hooks/maxun\`);
  ${equal('status', '405')};
});

${functionsTemplate(file)}${functions === undefined ? '' : `\n${functions}`}`;
}

/** What the test calls. */
function functionsTemplate({ framework, auth, imported }: TestFile): string {
  const { takes = 'maxunWebhooks', start } = framework.test;
  const { url, deliver } = isSigned(auth) ? SIGNED : UNSIGNED;
  return `/** Sends one event, once. Returns the status of the answer. */
async function deliver(name⟦: FixtureName⟧, ${deliver}) {
  const maxun = simulateMaxun({ webhooks: [{ url${url}, retryAttempts: 1 }]${isSigned(auth) ? ', ...signing' : ''} });
  const [delivery] = await maxun.send(fixture(name));
  await maxun.close();
  return delivery?.attempts[0]?.status;
}

function hookUrl() {
${indent(auth.testUrl, 2)}
}

function originOf(server⟦: Server⟧) {
  const { port } = server.address()⟦ as AddressInfo⟧;
  return \`http://127.0.0.1:\${port}\`;
}

/** Serves the handlers for this test alone; your own app can take its place. */
async function startApp()⟦: Promise<Server>⟧ {
  const { ${takes} } = await import('./${imported}');
${indent(start, 2)}
}
`;
}

/** How the test sends, where it signs and where it does not. */
const SIGNED = {
  url: ': hookUrl()',
  deliver: 'signing⟦: { secret?: string }⟧ = { secret: SECRET }',
  refusal: (equal: RunnerText['equal']): string => `
test('refuses a delivery that is not signed', async () => {
  ${equal("await deliver('run_completed', {})", '401')};
});
`,
};
const UNSIGNED = {
  url: '',
  deliver: 'url = hookUrl()',
  refusal: (equal: RunnerText['equal']): string => `
test('refuses a delivery without the secret', async () => {
  ${equal("await deliver('run_completed', `${originOf(server)}/hooks/maxun`)", '401')};
});
`,
};

function isSigned({ option }: AuthText): boolean {
  return option.startsWith('secrets');
}

function importsOf({ framework, runner }: TestFile): string[] {
  const { imports = [], start, functions = '' } = framework.test;
  const server = `${start}${functions}`.includes('createServer(')
    ? `import { createServer⟦, type Server⟧ } from 'node:http';`
    : `⟦import type { Server } from 'node:http';⟧`;
  return [
    ...runnerTexts[runner].imports,
    ...imports,
    server,
    `⟦import type { AddressInfo } from 'node:net';⟧`,
    `import { once } from 'node:events';`,
    `import { fixture, ⟦type FixtureName, ⟧fixtureNames, simulateMaxun } from 'maxun-webhooks/simulate';`,
  ];
}

function secretLines({ variable, testValue }: AuthText, start: string): string {
  const takesEnv = start.includes('ENV');
  if (variable === undefined) return takesEnv ? 'const ENV = {};\n' : '';
  const secret = `const SECRET = '${testValue}'; // of this test alone\n`;
  if (takesEnv) return `${secret}const ENV = { ${variable}: SECRET };\n`;
  return `${secret}process.env['${variable}'] = SECRET; // before the handlers are imported, which read it\n\n`;
}
