/**
 * `maxun-webhooks generate types`: writes the events and the run as types of another language.
 *
 * @module cli/commands/generate-types
 */
import { generateTypes, type TypeLanguage, writeFiles, type WriteOptions } from '../../codegen/index.ts';
import { safeJson } from '../terminal.ts';
import { reportFiles } from '../written-files.ts';

/** The options of the command, as the command line gives them. */
export interface GenerateTypesOptions extends WriteOptions {
  readonly language: TypeLanguage;
  readonly out: string;
  readonly json: boolean;
}

/**
 * Writes the files, and prints what became of each and how they are used.
 *
 * @param options the language, and where the files go
 * @returns the exit code: 0 if every file has the generated content, 1 if one was kept, 2 if one cannot be written
 */
export async function generateTypesCommand(options: GenerateTypesOptions): Promise<number> {
  const { language, out, dryRun, json } = options;
  const { files, usage } = generateTypes(language);
  const written = await writeFiles(out, files, options);
  if (json) console.log(safeJson({ language, files: written }));
  else {
    reportFiles(written, dryRun);
    console.log(`\nNext:\n\n${usage.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}`);
  }
  return written.some(({ outcome }) => outcome === 'kept') ? 1 : 0;
}
