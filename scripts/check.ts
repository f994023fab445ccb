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

/** Commands by name. The package's own form (publint, attw) needs a build, so that comes first. */
const CHECKS: Readonly<Record<string, readonly string[]>> = {
  'entry points': ['node', 'scripts/entry-points.mjs', '--check'],
  build: ['npm', 'run', '--silent', 'build'],
  generated: ['npm', 'run', '--silent', 'generate', '--', '--check'],
  types: ['tsc', '-p', '.'],
  page: ['tsc', '-p', 'mock-server/inspector'],
  lint: ['oxlint', '--type-aware'],
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  imports: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'mock-server', 'scripts'],
  unused: ['knip', '--include', 'files,unlisted,unresolved,exports,types'],
  docs: ['typedoc'],
  publint: ['publint', '--strict'],
  attw: 'attw --pack . --profile esm-only --exclude-entrypoints ./asyncapi.yaml ./contract/*.yaml'.split(' '),
};

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

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in CHECKS));
  if (unknown.length > 0) {
    console.error(`No such check: ${unknown.join(', ')}. There are: ${Object.keys(CHECKS).join(', ')}.`);
    return 2;
  }
  const tally = { passed: 0, failed: 0 };
  for (const [name, command] of Object.entries(CHECKS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const start = performance.now();
    const { code, output } = await run(command);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    tally[code === 0 ? 'passed' : 'failed']++;
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(12)} ${seconds} s`);
    if (code !== 0) console.log(output);
  }
  await mkdir(`${ROOT}/artifacts`, { recursive: true });
  await writeFile(`${ROOT}/artifacts/checks.json`, JSON.stringify(tally));
  return tally.failed > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
