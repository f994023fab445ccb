/**
 * The code of the documentation: every block is type-checked against the built package's entry points, as its reader's compiler
 * would, and those that are marked `run` are run.
 *
 * @module test/package/docs
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUILT } from '../build-package.ts';
import { compilerHost } from './compiler-host.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ASSUMED = join(BUILT, 'snippets/assumed.ts');

/** What `app` is, which each framework calls by the same name; by the entry point that a block imports. */
const APPS: Readonly<Record<string, string>> = {
  express: "import('express').Express",
  fastify: "import('fastify').FastifyInstance",
  koa: "import('koa')",
  web: "import('hono').Hono",
};

/** One block of code. */
interface Snippet {
  /** File and line, as in `docs/guides/sending.md:6`. */
  readonly place: string;
  readonly language: 'ts' | 'js';
  /** Whether it is marked to be run. */
  readonly runs: boolean;
  readonly code: string;
}

const snippets = await readSnippets();

/** Inside of the package, so that it is found by its own name. */
const folder = join(BUILT, 'snippets');
beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(ROOT, 'test/package/docs/assumed.ts'), ASSUMED);
});
afterAll(async () => rm(folder, { recursive: true }));

test('the blocks are found, in as many files as there were', () => {
  const files = new Set(snippets.map(({ place }) => place.split(':')[0]));
  expect(files.size).toBeGreaterThanOrEqual(10);
  expect(snippets.filter(({ runs }) => runs).length).toBeGreaterThanOrEqual(3);
});

test('a receiver is mounted for all methods: a redirect makes a GET of a POST', () => {
  const mounts = snippets.flatMap(({ place, code }) =>
    [...code.matchAll(/\bapp\.(\w+)\(.*Handler\(/g)].map(([, method]) => [place, method]),
  );
  expect(mounts.length).toBeGreaterThanOrEqual(1);
  expect(mounts.filter(([, method]) => method !== 'all')).toEqual([]);
});

test.each(['ts', 'js'] as const)('every block of %s means what it says to a compiler', async (language) => {
  const files = new Map<string, Snippet>();
  for (const snippet of snippets) {
    if (snippet.language !== language) continue;
    const file = join(folder, `${nameOf(snippet)}.ts`);
    await writeFile(file, checkedText(snippet));
    files.set(file, snippet);
  }
  expect(problemsOf(files, language === 'ts')).toEqual([]);
});

describe('what is marked to run', () => {
  test.each(snippets.filter(({ runs }) => runs))('$place does', async (snippet) => {
    const file = join(folder, `${nameOf(snippet)}.run.ts`);
    await writeFile(file, snippet.code);
    const cwd = join(folder, nameOf(snippet));
    await mkdir(cwd);
    // It says what it found by not throwing; a warning is none of the reader's business either.
    const args = ['--import', pathToFileURL(join(ROOT, 'node_modules/tsx/dist/esm/index.mjs')).href, file];
    const { stderr } = await promisify(execFile)(process.execPath, args, { cwd });
    expect(withoutExperiments(stderr)).toBe('');
  });
});

/** Node 22 warns that its SQLite is an experiment. */
function withoutExperiments(stderr: string): string {
  return stderr.replaceAll(/^.*(?:ExperimentalWarning|--trace-warnings).*\n/gm, '');
}

async function readSnippets(): Promise<Snippet[]> {
  const pages = await readdir(join(ROOT, 'docs'), { recursive: true });
  const files = ['README.md', ...pages.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
  const found = files.map(async (file) => snippetsOf(file, await readFile(join(ROOT, file), 'utf8')));
  return (await Promise.all(found)).flat();
}

function snippetsOf(file: string, text: string): Snippet[] {
  return [...text.matchAll(/^```(ts|js)(?: (run))?\n(.*?)^```$/gms)].map((match) => {
    const [, language, mark, code = ''] = match;
    const line = text.slice(0, match.index).split('\n').length;
    return { place: `${file}:${line}`, language: language as 'ts' | 'js', runs: mark === 'run', code };
  });
}

function nameOf({ place }: Snippet): string {
  return place.replaceAll(/[/.:]+/g, '-');
}

/** The code as a module, its lines where they were, with what it needs of its surroundings behind it. */
function checkedText({ code }: Snippet): string {
  const [, entryPoint = ''] = /from 'maxun-webhooks\/(\w+)'/.exec(code) ?? [];
  const app = APPS[entryPoint];
  const needsApp = app !== undefined && /\bapp\./.test(code) && !/const app\b/.test(code);
  return `${code}${needsApp ? `declare const app: ${app};\n` : ''}export {};\n`;
}

function problemsOf(files: ReadonlyMap<string, Snippet>, strict: boolean): string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
    // A reader of JavaScript writes no types.
    strict,
    experimentalDecorators: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const program = ts.createProgram([ASSUMED, ...files.keys()], options, compilerHost(ts, options));
  return ts.getPreEmitDiagnostics(program).map((problem) => {
    const { file, start = 0 } = problem;
    const message = ts.flattenDiagnosticMessageText(problem.messageText, ' ');
    if (!file) return message;
    const snippet = files.get(file.fileName);
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    return `${snippet?.place ?? relative(ROOT, file.fileName)}, line ${line}: ${message}`;
  });
}
