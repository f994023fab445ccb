/**
 * Writes `maxun-api.d.ts` (the types of what Maxun's REST API answers) and `maxun-api.js` (their validators), from
 * `contract/maxun-api.yaml`.
 *
 * @module scripts/output/maxun-api
 */
import { parse } from 'yaml';
import type { OutputFile } from './file.ts';
import { compileValidators, declaration, type Schema } from './mock-api.ts';

const BANNER = '// Written by `npm run generate` from contract/maxun-api.yaml. Do not edit.\n';

/** What answers are checked by; the answer of all runs is checked run by run. */
const CHECKED = ['RobotsAnswer', 'RunAnswer', 'StoredRobotsAnswer', 'StoredRunAnswer', 'MaxunRun'];

/**
 * @param text of `contract/maxun-api.yaml`
 * @returns the two files
 */
export async function writeMaxunApi(text: string): Promise<OutputFile[]> {
  const document = parse(text) as { readonly components: { readonly schemas: Record<string, Schema> } };
  const types = Object.entries(document.components.schemas).map(([name, schema]) =>
    declaration(name, schema),
  );
  return [
    { path: 'maxun-api.d.ts', content: [BANNER, ...types, VALIDATORS].join('\n') },
    { path: 'maxun-api.js', content: `${BANNER}\n${await compileValidators(document, CHECKED)}` },
  ];
}

const VALIDATORS = `/** Checks a value. */
export interface ApiValidator<T> {
  (value: unknown): value is T;
  errors?: readonly { readonly instancePath: string; readonly keyword: string }[] | null;
}

/** The validators of answers. */
export declare const validators: {
${CHECKED.map((name) => `  readonly ${name}: ApiValidator<${name}>;`).join('\n')}
};
`;
