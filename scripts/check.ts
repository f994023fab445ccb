/**
 * `npm run check [name …]`: everything that is checked besides the tests. One line per check; the output of those
 * that fail follows. Writes `artifacts/checks.json` for CI's tally.
 *
 * @module scripts/check
 */
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const PACKAGE = 'artifacts/package';
const TSC = 'test/tools/node_modules/typescript-7/bin/tsc';

/** Commands by name, those that take longest first: two run at a time. */
const CHECKS: Readonly<Record<string, readonly string[]>> = {
  build: ['node', 'scripts/build.mjs', '--into', PACKAGE],
  docs: ['typedoc'],
  attw: `attw --pack ${PACKAGE} --profile esm-only --exclude-entrypoints ./asyncapi.yaml ./contract/*.yaml`.split(
    ' ',
  ),
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  lint: ['oxlint', '--type-aware'],
  generated: ['npm', 'run', '--silent', 'generate', '--', '--check'],
  types: ['node', TSC, '-p', '.'],
  page: ['node', TSC, '-p', 'mock-server/inspector'],
  imports: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'mock-server', 'scripts'],
  unused: ['knip', '--include', 'files,unlisted,unresolved,exports,types'],
  publint: ['publint', '--strict', PACKAGE],
  'entry points': ['node', 'scripts/entry-points.mjs', '--check'],
};

/** These look at what `build` has made. */
const NEED_BUILD: ReadonlySet<string> = new Set(['attw', 'publint']);

interface Outcome {
  readonly code: number;
  readonly output: string;
}

async function run(command: readonly string[]): Promise<Outcome> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: ROOT,
    env: {
      ...process.env,
      // The package is packed as it is, without being built once more.
      npm_config_ignore_scripts: 'true',
      PATH: `${ROOT}node_modules/.bin:${ROOT}test/tools/node_modules/.bin:${process.env['PATH'] ?? ''}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  });
  return { code, output: Buffer.concat(output).toString() };
}

async function check(name: string, tally: { passed: number; failed: number }): Promise<void> {
  const start = performance.now();
  const { code, output } = await run(CHECKS[name] ?? []);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  tally[code === 0 ? 'passed' : 'failed']++;
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(12)} ${seconds} s`);
  if (code !== 0) console.log(output);
}

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in CHECKS));
  if (unknown.length > 0) {
    console.error(`No such check: ${unknown.join(', ')}. There are: ${Object.keys(CHECKS).join(', ')}.`);
    return 2;
  }
  const tally = { passed: 0, failed: 0 };
  const chosen = Object.keys(CHECKS).filter((name) => names.length === 0 || names.includes(name));
  const started = new Map<string, Promise<void>>();
  const waiting = chosen.values();
  const runInTurn = async (): Promise<void> => {
    for (const name of waiting) {
      if (NEED_BUILD.has(name)) await started.get('build');
      started.set(name, check(name, tally));
      await started.get(name);
    }
  };
  await Promise.all([runInTurn(), runInTurn()]);
  await mkdir(`${ROOT}/artifacts`, { recursive: true });
  await writeFile(`${ROOT}/artifacts/checks.json`, JSON.stringify(tally));
  return tally.failed > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
