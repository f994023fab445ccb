/**
 * A contract's YAML text, with the line of everything in it.
 *
 * @module scripts/contract/source
 */
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { Problem } from './problem.ts';

/** A path into a document: keys and indices. */
export type Path = readonly (string | number)[];

/** The text of a contract and what it holds. */
export class ContractSource {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
  readonly #document: Document;
  readonly #lines: LineCounter;

  /**
   * @param file path of the file, relative to the project's root
   * @param text its YAML
   */
  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.#lines = new LineCounter();
    this.#document = parseDocument(text, { lineCounter: this.#lines });
    this.value = this.#document.toJS();
  }

  /**
   * A problem at a place in the document. Where the place does not exist (a missing field), its nearest
   * parent is pointed to.
   *
   * @param path keys and indices from the root
   * @param message what was found, what was expected
   */
  problem(path: Path, message: string): Problem {
    const { line, col } = this.#lines.linePos(this.#offsetOf(path));
    return { file: this.file, line, column: col, pointer: toPointer(path), message };
  }

  #offsetOf(path: Path): number {
    for (let length = path.length; length > 0; length--) {
      const node = this.#document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return node.range[0];
    }
    return 0;
  }
}

/** A path as a JSON pointer (RFC 6901). */
function toPointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** A JSON pointer (RFC 6901) as a path. */
export function parsePointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
