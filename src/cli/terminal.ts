/**
 * How the command line writes: colour only on a terminal, and no control characters from a payload.
 *
 * @module cli/terminal
 */
import { styleText } from 'node:util';

/** The colours that the command line uses. */
export type Colour = 'green' | 'red' | 'yellow' | 'dim' | 'bold';

/**
 * Colours a text if the stream is a terminal and `NO_COLOR` is not set.
 *
 * @param colour the colour
 * @param text the text
 * @param stream where the text goes
 * @see https://no-color.org
 */
export function paint(colour: Colour, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(colour, text, { stream });
}

/** Prints a line about the progress of a command, where the results are not. */
export function printNote(text: string): void {
  console.error(paint('dim', text, process.stderr));
}

/**
 * What a command that goes on says at its start.
 *
 * @param title what it is
 * @param facts a line each; none where the text is `undefined`
 */
export function describeStart(
  title: string,
  facts: readonly (readonly [label: string, text: string | undefined])[],
): string {
  const known = facts.filter(([, text]) => text !== undefined);
  return [paint('bold', title), ...known.map(([label, text]) => `  ${label.padEnd(14)} ${text}`)].join('\n');
}

/** A count with its unit: `1 run`, `2 runs`. */
export function countOf(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** What misleads a terminal or a reader: C1 controls, marks of zero width, changes of direction. */
const UNSAFE = /[\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g;

/** A value as JSON, with control characters as `\u` escapes; on one line, or indented by so many spaces. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replaceAll(
    UNSAFE,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export { printable as safe } from '../validation/printable.ts';
