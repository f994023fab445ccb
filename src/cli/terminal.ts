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

export { printable as safe } from '../validation/printable.ts';
