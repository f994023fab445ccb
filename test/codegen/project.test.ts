import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { detectProject } from '../../src/codegen/index.ts';

/** A folder with these files; an object is written as JSON. */
function projectWith(files: Readonly<Record<string, string | object>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'maxun-webhooks-project-'));
  mkdirSync(join(folder, '.git'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

test.each([
  [['express'], 'express'],
  [['@nestjs/core', 'express'], 'nest'],
  [['next', 'react'], 'next'],
  [['hono', 'wrangler'], 'hono'],
  [['wrangler'], 'workers'],
  [['@types/aws-lambda'], 'lambda'],
  [['lodash'], undefined],
])('by the packages %j the framework is %s', (names, framework) => {
  const dependencies = Object.fromEntries(names.map((name) => [name, '1']));
  expect(detectProject(projectWith({ 'package.json': { dependencies } })).framework?.value).toBe(framework);
});

test('a file of the platform tells the framework too', () => {
  expect(detectProject(projectWith({ 'wrangler.jsonc': '{}' })).framework).toEqual({
    value: 'workers',
    because: 'wrangler.jsonc',
  });
});

test('language, test runner, authentication, module system and package manager are found, each with its source', () => {
  const project = detectProject(
    projectWith({
      'package.json': { type: 'module', devDependencies: { vitest: '4' }, packageManager: 'pnpm@9.1.0' },
      'tsconfig.json': '{ // with comments\n }',
      '.env.example': 'PORT=3000\nexport MAXUN_WEBHOOK_TOKEN=\n',
      'src/index.ts': '',
    }),
  );
  expect(project).toMatchObject({
    language: { value: 'ts', because: 'tsconfig.json' },
    tests: { value: 'vitest', because: '"vitest" in package.json' },
    auth: { value: 'token', because: 'MAXUN_WEBHOOK_TOKEN in .env.example' },
    isModule: { value: true },
    packageManager: { value: 'pnpm', because: '"packageManager" in package.json' },
    sources: 'src',
  });
});

test('a lock file above the package is that of its workspace', () => {
  const root = projectWith({ 'yarn.lock': '', 'packages/app/package.json': {} });
  expect(detectProject(join(root, 'packages/app')).packageManager).toEqual({
    value: 'yarn',
    because: 'yarn.lock',
  });
});

test('an empty folder is a CommonJS project in JavaScript, with npm', () => {
  const project = detectProject(projectWith({}));
  expect(project).toMatchObject({
    language: { value: 'js' },
    isModule: { value: false, because: 'no package.json' },
    packageManager: { value: 'npm' },
    sources: '.',
  });
  expect(project).not.toHaveProperty('framework');
});

test.each([
  ['node --test', 'node-test'],
  ['node --import tsx --test src', 'node-test'],
  ['mocha', undefined],
])('by the script %j the test runner is %s', (script, runner) => {
  const project = detectProject(projectWith({ 'package.json': { scripts: { test: script } } }));
  expect(project.tests?.value).toBe(runner);
});

test('the route of Next.js is where its routes are', () => {
  const manifest = { dependencies: { next: '16' } };
  expect(detectProject(projectWith({ 'package.json': manifest })).sources).toBe('app/hooks/maxun');
  expect(detectProject(projectWith({ 'package.json': manifest, 'src/app/page.tsx': '' })).sources).toBe(
    'src/app/hooks/maxun',
  );
});

test.each([['[]'], ['null'], ['"text"'], ['{"dependencies": 7, "scripts": null}']])(
  'a package.json that holds %s says nothing',
  (text) => {
    expect(detectProject(projectWith({ 'package.json': text }))).not.toHaveProperty('framework');
  },
);

test('a package.json that cannot be parsed is named', () => {
  expect(() => detectProject(projectWith({ 'package.json': '{' }))).toThrow(/package\.json is not JSON/);
});
