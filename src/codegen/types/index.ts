/**
 * The events and the run as types of other languages, with what reads them.
 *
 * What Modelina makes of the contracts is in `generated/types/`, the hand-written rest in `templates/` beside this file. Both are
 * shipped, so that everybody gets the very files that the tests have run.
 *
 * @module codegen/types
 * @see docs/guides/other-languages.md
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { requireOneOf } from '../../errors/options.ts';
import { packageFile } from '../../package-file.ts';
import type { PlannedFile } from '../write-files.ts';

/** The languages that types are generated for. */
export const typeLanguages = ['typescript', 'python', 'go'] as const;

/** A language that types are generated for. */
export type TypeLanguage = (typeof typeLanguages)[number];

/** What is generated for a language. */
export interface GeneratedTypes {
  /** All of them in one folder. */
  readonly files: readonly PlannedFile[];
  /** How a program uses them, in a few lines of the language. */
  readonly usage: readonly string[];
}

interface LanguageFiles {
  /** The folder, named as the language names a package. */
  readonly folder: string;
  /** Files and folders of the package that it is made of. */
  readonly sources: readonly string[];
  readonly usage: readonly string[];
}

const TEMPLATES = 'src/codegen/types/templates';
const CONTRACT = 'generated/types/contract.json';

const LANGUAGES: Readonly<Record<TypeLanguage, LanguageFiles>> = {
  typescript: {
    folder: 'maxun-webhooks',
    sources: [`${TEMPLATES}/typescript`, 'generated/types/typescript'],
    usage: [
      "import { parseEvent } from './maxun-webhooks/index.js';",
      '',
      'const parsed = parseEvent(body); // after you have checked the signature or the token',
      "if (parsed.shape === 'extract-run') console.log(parsed.event.data.extracted_data.captured_lists);",
    ],
  },
  python: {
    folder: 'maxun_webhooks',
    sources: [`${TEMPLATES}/python`, 'generated/types/python', CONTRACT],
    usage: [
      'from maxun_webhooks import RunFailedEvent, normalize, parse_event',
      '',
      'event = parse_event(body)  # after you have checked the signature or the token',
      'if isinstance(event, RunFailedEvent):',
      '    print(event.data.error.message)',
      'run = normalize(event.to_json())  # the same fields, whatever the shape',
    ],
  },
  go: {
    folder: 'maxunwebhooks',
    sources: [`${TEMPLATES}/go`, 'generated/types/go', CONTRACT],
    usage: [
      'event, err := maxunwebhooks.ParseEvent(body) // after you have checked the signature or the token',
      'if failed, ok := event.(*maxunwebhooks.RunFailedEvent); ok {',
      '\tlog.Print(failed.Data.Error.Message)',
      '}',
      'run := maxunwebhooks.Normalize(event.Payload(), nil) // the same fields, whatever the shape',
    ],
  },
};

/**
 * The events, the run, and what tells events apart and normalises them, in another language.
 *
 * @param language one of {@link typeLanguages}
 * @returns files that need the standard library of the language alone
 * @throws {TypeError} if the language is another one
 * @example
 * ```ts
 * import { generateTypes, writeFiles } from 'maxun-webhooks/codegen';
 *
 * const { files } = generateTypes('python');
 * await writeFiles('.', files, { force: false, dryRun: false }); // maxun_webhooks/__init__.py and others
 * ```
 */
export function generateTypes(language: TypeLanguage): GeneratedTypes {
  const { folder, sources, usage } = LANGUAGES[requireOneOf('language', language, typeLanguages)];
  const files = sources.flatMap(filesIn).map((path) => ({
    // TypeScript among the templates has another ending, so that it is not taken for a source of this package.
    path: `${folder}/${basename(path, '.txt')}`,
    content: readFileSync(path, 'utf8'),
  }));
  return { files: files.sort((one, other) => (one.path < other.path ? -1 : 1)), usage };
}

/** The files in a folder; what Python keeps there is in a folder of its own. */
function filesIn(source: string): string[] {
  const path = packageFile(source);
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ name }) => join(path, name));
}
