/**
 * `npm run contract:diff -- <git-ref> [--json]`: what changed in both contracts since an earlier version.
 *
 * Exit code 0 if every change is compatible, 1 if one is breaking, 2 if the comparison cannot be made.
 *
 * @module scripts/contract-diff
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Contract, parseContract, readContract } from './contract/contract.ts';
import { type Change, diffContracts } from './contract/diff.ts';
import { ContractSource } from './contract/source.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FILES = ['asyncapi.yaml', 'contract/observed.yaml'];

async function earlier(ref: string, file: string): Promise<Contract> {
  const git = promisify(execFile)('git', ['show', `${ref}:./${file}`], { cwd: ROOT, maxBuffer: 1 << 26 });
  const { stdout } = await git.catch((cause: unknown) => {
    throw new Error(`${file} cannot be read at '${ref}': give a commit, branch or tag that has it.`, {
      cause,
    });
  });
  return readContract(new ContractSource(`${ref}:${file}`, stdout));
}

async function changesSince(ref: string): Promise<Change[]> {
  const changes = FILES.map(async (file) =>
    diffContracts(
      await earlier(ref, file),
      await parseContract(file, await readFile(`${ROOT}/${file}`, 'utf8')),
    ),
  );
  return (await Promise.all(changes)).flat();
}

function table(changes: readonly Change[]): string {
  const rows = changes.map(({ breaking, message, pointer, kind, before, after }) => [
    breaking ? 'BREAKING' : 'compatible',
    message,
    pointer === '' ? '(message)' : pointer,
    kind,
    `${before} -> ${after}`,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

async function main(args: readonly string[]): Promise<number> {
  const [ref, ...extra] = args.filter((arg) => arg !== '--json');
  if (ref === undefined || ref.startsWith('-') || extra.length > 0) {
    console.error('Usage: npm run contract:diff -- <git-ref> [--json]');
    return 2;
  }
  const changes = await changesSince(ref);
  const breaking = changes.filter((change) => change.breaking).length;
  if (args.includes('--json')) console.log(JSON.stringify({ ref, breaking, changes }, undefined, 2));
  else if (changes.length > 0) console.log(table(changes));
  console.error(`${changes.length} change(s) since ${ref}, ${breaking} of them breaking.`);
  return breaking > 0 ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
