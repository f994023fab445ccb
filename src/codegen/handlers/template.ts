/**
 * Templates are TypeScript, with what JavaScript has not in double brackets: `let url⟦: string⟧`. A line that is in
 * brackets as a whole is left out as a whole.
 *
 * @module codegen/handlers/template
 */
import type { Language } from './choices.ts';

/**
 * @param text a template
 * @param language of the result
 * @returns the text without the brackets; in JavaScript, without what they hold
 */
export function inLanguage(text: string, language: Language): string {
  if (language === 'ts') return text.replaceAll(/[⟦⟧]/g, '');
  return text.replaceAll(/^⟦[^⟧]*⟧\n/gm, '').replaceAll(/⟦[^⟧]*⟧/g, '');
}

/**
 * @param text lines
 * @param spaces before each line that is not empty
 */
export function indent(text: string, spaces: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(spaces));
}

/**
 * @param lines import lines
 * @returns those of Node's modules, then those of packages, each in the order of their names
 */
export function sortImports(lines: readonly string[]): string {
  const keyOf = (line: string): string => {
    const name = /'([^']+)'/.exec(line)?.[1] ?? '';
    return `${name.startsWith('node:') ? 0 : 1}${name}`;
  };
  return lines
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map((line) => `${line}\n`)
    .join('');
}
