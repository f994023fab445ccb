/**
 * How the command line writes: colour only on a terminal, and nothing of a payload that could steer one.
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
  const plain = !stream.isTTY || (process.env['NO_COLOR'] ?? '') !== '';
  return plain ? text : styleText(colour, text);
}

/** Control characters, line separators, and the marks that turn the direction of text. */
// eslint-disable-next-line no-control-regex -- these are the very characters that must not reach a terminal
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * A text that cannot move the cursor, forge a line, or turn the direction of what follows.
 *
 * @param text anything, from anywhere
 * @returns the text with each such character as `\uXXXX`
 */
export function safe(text: string): string {
  return text.replaceAll(UNSAFE, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
