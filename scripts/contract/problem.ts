/**
 * What is wrong with a contract, and where.
 *
 * @module scripts/contract/problem
 */

/** One thing that is wrong with a contract file. */
export interface Problem {
  /** Path of the file, relative to the project's root. */
  readonly file: string;
  /** Line in the file, from 1. */
  readonly line: number;
  /** Column in the line, from 1. */
  readonly column: number;
  /** JSON pointer (RFC 6901) to the place in the document. */
  readonly pointer: string;
  /** What was found, what was expected. */
  readonly message: string;
}

/** A contract cannot be used; the message lists every problem, one a line. */
export class ContractError extends Error {
  /** Every problem that was found. */
  readonly problems: readonly Problem[];

  /** @param problems at least one */
  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'ContractError';
    this.problems = problems;
  }
}

function describeProblem({ file, line, column, pointer, message }: Problem): string {
  return `${file}:${line}:${column}  ${pointer === '' ? '(whole document)' : pointer}\n    ${message}`;
}
