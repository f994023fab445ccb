/**
 * `npm run generate`: writes everything in `generated/` from the contracts and the description of the mock
 * receiver's control API.
 *
 * `--check` writes nothing, and fails if anything in `generated/` is not what would be written.
 *
 * @module scripts/generate
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkExamples } from './contract/check-examples.ts';
import { checkWords } from './contract/check-words.ts';
import { type Contract, parseContract } from './contract/contract.ts';
import { ContractError } from './contract/problem.ts';
import { type Contracts, writeContracts } from './output/contracts.ts';
import { writeContractPage } from './output/contract-page.ts';
import { writeEventNames } from './output/event-names.ts';
import { writeExamples } from './output/examples.ts';
import type { OutputFile } from './output/file.ts';
import { writeMaxunApi } from './output/maxun-api.ts';
import { writeMockApi } from './output/mock-api.ts';
import { writeOtherLanguages } from './output/other-languages.ts';
import type { Page } from './output/page-table.ts';
import { RELEASES_PAGE, writeReleases } from './output/releases.ts';
import { RUN_PAGE, writeRun } from './output/run.ts';
import { writeSchemas } from './output/schemas.ts';
import { writeTypes } from './output/types.ts';
import { writeValidators } from './output/validators.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Where a run reads from and writes to. */
export interface GenerateOptions {
  /** Folder that holds `asyncapi.yaml`, `contract/` and `generated/`. */
  readonly root: string;
  /** Compare only. */
  readonly check: boolean;
  /** Gets each line of progress. */
  readonly report: (line: string) => void;
}

/**
 * Writes `generated/`, or compares it.
 *
 * @param options where to read, where to write
 * @returns the files that differ, with what is wrong with each; always empty unless `check` is set
 * @throws {ContractError} if a contract or one of its examples is wrong
 */
export async function generate({ root, check, report }: GenerateOptions): Promise<string[]> {
  const load = async (file: string): Promise<Contract> => {
    report(`Reading ${file}`);
    return parseContract(file, await readFile(join(root, file), 'utf8'));
  };
  const contracts: Contracts = {
    documented: await load('asyncapi.yaml'),
    observed: await load('contract/observed.yaml'),
  };
  for (const problemsOf of [checkWords, checkExamples]) {
    const problems = Object.values(contracts).flatMap((contract: Contract) => problemsOf(contract));
    if (problems.length > 0) throw new ContractError(problems);
  }
  const folder = join(root, 'generated');
  const readPage = async (path: string): Promise<Page> => ({
    path,
    text: await readFile(join(folder, path), 'utf8'),
  });
  const api = await readFile(join(root, 'contract/maxun-api.yaml'), 'utf8');
  const files = [
    ...(await writeAll(contracts, report)),
    ...(await writeMaxunApi(api)),
    ...(await writeRun(contracts, await readPage(RUN_PAGE))),
    await writeReleases(contracts, await readPage(RELEASES_PAGE)),
  ];
  if (check) return compare(folder, files);
  await rm(folder, { recursive: true, force: true });
  for (const file of files) await save(join(folder, file.path), file.content);
  report(`Wrote ${files.length} files to generated/`);
  return [];
}

async function writeAll(contracts: Contracts, report: (line: string) => void): Promise<OutputFile[]> {
  report('Writing types');
  const types = await writeTypes(contracts);
  report('Writing validators, schemas, examples and names');
  return [
    types,
    writeEventNames(contracts),
    ...(await writeValidators(contracts)),
    ...writeExamples(contracts),
    ...writeSchemas(contracts),
    writeContracts(contracts),
    writeContractPage(contracts),
    ...(await writeMockApi()),
    ...(await writeOtherLanguages(contracts)),
  ];
}

async function save(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function compare(folder: string, files: readonly OutputFile[]): Promise<string[]> {
  const wanted = new Map(files.map(({ path, content }) => [path, content]));
  const found = (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const extra = found
    .filter((path) => !wanted.has(path))
    .map((path) => `${path}: is not generated; remove it`);
  const different = await Promise.all(
    files.map(async ({ path, content }) => {
      const current = await readFile(join(folder, path), 'utf8').catch(() => undefined);
      if (current === content) return undefined;
      return `${path}: ${current === undefined ? 'is missing' : 'is not what would be generated'}`;
    }),
  );
  return [...extra, ...different.filter((line) => line !== undefined)];
}

async function main(args: readonly string[]): Promise<number> {
  const check = args.includes('--check');
  try {
    const report = (line: string): void => console.error(line);
    const differences = await generate({ root: ROOT, check, report });
    if (differences.length === 0) return 0;
    console.error(`generated/ is out of date. Run \`npm run generate\` and commit the result:`);
    for (const line of differences) console.error(`  ${line}`);
    return 1;
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    console.error(`The contract is wrong in ${error.problems.length} place(s):\n${error.message}`);
    return 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
