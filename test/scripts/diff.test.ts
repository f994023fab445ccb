import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readContract } from '../../scripts/contract/contract.ts';
import { diffContracts } from '../../scripts/contract/diff.ts';
import { ContractSource } from '../../scripts/contract/source.ts';

const text = readFileSync(new URL('../../asyncapi.yaml', import.meta.url), 'utf8');
const before = readContract(new ContractSource('asyncapi.yaml', text));

/** What a replacement in the contract's text changes, as [breaking, kind, message, pointer]. */
function changed(from: string, to: string): unknown[] {
  if (!text.includes(from)) throw new Error(`The contract does not hold: ${from}`);
  const after = readContract(
    new ContractSource(
      'asyncapi.yaml',
      text.replace(from, () => to),
    ),
  );
  return diffContracts(before, after).map(({ breaking, kind, message, pointer }) => [
    breaking,
    kind,
    message,
    pointer,
  ]);
}

describe('a change of the contract', () => {
  test('is empty where nothing changed', () => {
    expect(diffContracts(before, before)).toEqual([]);
  });

  test('breaks where a field is removed', () => {
    const field = '        robotName:\n          type: string\n          description: Name of the robot.\n';
    expect(changed(field, '')).toEqual([[true, 'removed', 'run_failed', '/data/robotName']]);
  });

  test('breaks where a field is retyped', () => {
    expect(changed('userId:\n          type: number', 'userId:\n          type: string')).toEqual([
      [true, 'retyped', 'run_failed', '/data/metadata/userId'],
    ]);
  });

  test('breaks where a field is newly required', () => {
    expect(changed('status, error]', 'status, error, metadata]')).toEqual([
      [true, 'newly required', 'run_failed', '/data/metadata'],
    ]);
  });

  test('breaks where an enum is narrowed', () => {
    expect(changed('enum: [success, failed, test]', 'enum: [success, failed]')).toEqual([
      [true, 'enum narrowed', 'run_completed', '/data/status'],
    ]);
  });

  test('is compatible where an enum is widened, a field is added, or one is no longer required', () => {
    expect(changed('enum: [success, failed, test]', 'enum: [success, failed, test, aborted]')).toEqual([
      [false, 'enum widened', 'run_completed', '/data/status'],
    ]);
    expect(
      changed(
        '        browserId:\n          type',
        '        region:\n          type: string\n        browserId:\n          type',
      ),
    ).toEqual([[false, 'added', 'run_failed', '/data/metadata/region']]);
    expect(changed('required: [message, type, stack]', 'required: [message, type]')).toEqual([
      [false, 'no longer required', 'run_failed', '/data/error/stack'],
    ]);
  });

  test('reaches into arrays and dictionaries', () => {
    const record = 'additionalProperties:\n        type: string';
    expect(changed(record, 'additionalProperties:\n        type: number')).toEqual([
      [true, 'retyped', 'run_completed', '/data/extracted_data/captured_texts/*/*'],
      [true, 'retyped', 'run_completed', '/data/extracted_data/captured_lists/*/*/*'],
    ]);
  });
});
