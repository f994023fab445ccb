/**
 * Prints what became of generated files.
 *
 * @module cli/written-files
 */
import type { FileOutcome, WrittenFile } from '../codegen/index.ts';
import { paint, safe } from './terminal.ts';

/**
 * Prints a line for each file, diffs, and what can be done about files that were kept.
 *
 * @param files what became of them
 * @param dryRun whether nothing was written
 * @param diffOf the outcomes whose diff is printed
 */
export function reportFiles(
  files: readonly WrittenFile[],
  dryRun: boolean,
  diffOf: readonly FileOutcome[] = ['kept'],
): void {
  for (const { path, outcome, diff } of files) {
    console.log(`  ${paint(outcome === 'kept' ? 'yellow' : 'green', outcome.padEnd(10))} ${safe(path)}`);
    if (diff !== undefined && diffOf.includes(outcome)) console.log(coloured(diff));
  }
  if (dryRun) console.log('\nNothing was written: this was a dry run.');
  if (files.some(({ outcome }) => outcome === 'kept'))
    console.log('\nFiles that are kept differ from what is generated, as shown: --force replaces them.');
}

function coloured(diff: string): string {
  const paintLine = (line: string): string => {
    const text = line.split('\t').map(safe).join('\t');
    if (line.startsWith('+')) return paint('green', text);
    return line.startsWith('-') ? paint('red', text) : text;
  };
  return diff.trimEnd().split('\n').map(paintLine).join('\n');
}
