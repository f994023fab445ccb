/**
 * Checks every example of a contract against its schema, headers too: the AsyncAPI parser does not.
 *
 * @module scripts/contract/check-examples
 */
import { Ajv, type ValidateFunction } from 'ajv';
import { isDateTime } from '../../src/validation/date-time.ts';
import type { Contract, Example, Message } from './contract.ts';
import type { Problem } from './problem.ts';
import { parsePointer } from './source.ts';

/**
 * Every difference between an example and its schema.
 *
 * @param contract a contract
 * @returns what is wrong; empty if nothing is
 */
export function checkExamples(contract: Contract): Problem[] {
  const ajv = new Ajv({ allErrors: true, strict: true });
  ajv.addFormat('date-time', { type: 'string', validate: isDateTime });
  const compile = (name: string): ValidateFunction =>
    ajv.compile({ $ref: `#/definitions/${name}`, definitions: contract.definitions });
  return [...contract.messages, ...contract.others].flatMap((message) => {
    const parts = { payload: compile(message.payload), headers: compile(message.headers) };
    return message.examples.flatMap((example) => [
      ...checkPart('payload', { contract, message, example, validate: parts.payload }),
      ...checkPart('headers', { contract, message, example, validate: parts.headers }),
    ]);
  });
}

interface Check {
  contract: Contract;
  message: Message;
  example: Example;
  validate: ValidateFunction;
}

function checkPart(part: 'payload' | 'headers', { contract, message, example, validate }: Check): Problem[] {
  if (validate(example[part])) return [];
  return (validate.errors ?? []).map((error) => {
    const found = error.keyword === 'enum' ? ` (${JSON.stringify(error.params['allowedValues'])})` : '';
    return contract.source.problem(
      [...example.path, part, ...indexed(parsePointer(error.instancePath))],
      `The ${part} of the example of ${message.name} does not meet its schema: ${error.message}${found}`,
    );
  });
}

/** YAML sequences are indexed by numbers, JSON pointers by digits. */
function indexed(path: string[]): (string | number)[] {
  return path.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
