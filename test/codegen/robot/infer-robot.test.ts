import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentedExamples, observedExamples } from '#generated/examples.js';
import { inferRobot, type InferredRobot } from '../../../src/codegen/robot/index.ts';
import { normalize } from '../../../src/event/index.ts';
import { fixture } from '../../../src/simulate/index.ts';
import { HOSTILE } from './hostile.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'maxun-webhooks-robot-'));
writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
afterAll(() => rmSync(folder, { recursive: true }));

const captureOf = (lists: unknown): unknown =>
  fixture('extract-run', {
    data: { robot_name: 'Laptop prices', extracted_data: { captured_lists: lists as never } },
  });

type Validate = (run: unknown) => boolean;

async function validatorOf({ files }: InferredRobot, name: string): Promise<Validate> {
  const [, text = ''] = Object.entries(files).find(([file]) => file.endsWith('.mjs')) ?? [];
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, text);
  return ((await import(/* @vite-ignore */ pathToFileURL(file).href)) as { default: Validate }).default;
}

const typesOf = ({ files }: InferredRobot): string =>
  Object.entries(files).find(([file]) => file.endsWith('.ts'))?.[1] ?? '';

describe('hostile captures', () => {
  const inferred = new Map<string, InferredRobot>();
  beforeAll(async () => {
    for (const [name, lists] of HOSTILE) inferred.set(name, await inferRobot([captureOf(lists)]));
  });

  test('there are at least 60 of them', () => expect(inferred.size).toBeGreaterThanOrEqual(60));

  test('all compile under the strictest options', () => {
    const files = [...inferred.values()].map((robot, at) => {
      const file = join(folder, `robot-${at}.ts`);
      writeFileSync(file, typesOf(robot));
      return file;
    });
    const program = ts.createProgram(files, {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      verbatimModuleSyntax: true,
      isolatedDeclarations: true,
      declaration: true,
      allowImportingTsExtensions: true,
      customConditions: ['maxun-webhooks-source'],
      paths: { 'maxun-webhooks': [join(ROOT, 'src/index.ts')] },
    });
    // These files alone: what they import is checked elsewhere.
    const problems = files
      .map((file) => program.getSourceFile(file))
      .flatMap((file) => [
        ...program.getSyntacticDiagnostics(file),
        ...program.getSemanticDiagnostics(file),
        ...program.getDeclarationDiagnostics(file),
      ])
      .map(
        ({ file, messageText }) =>
          `${file?.text.slice(0, 600)} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
      );
    expect(problems.slice(0, 3)).toEqual([]);
  });

  test('each validator takes what it was inferred from', async () => {
    for (const [at, [name, robot]] of [...inferred].entries()) {
      const validate = await validatorOf(robot, `validator-${at}`);
      const run = normalize(captureOf(HOSTILE.get(name)));
      expect([name, validate(run)]).toEqual([name, true]);
    }
  });

  test('no column is lost', () => {
    for (const [name, lists] of HOSTILE) {
      const { properties = {} } = inferred.get(name)?.schema.properties.lists ?? {};
      for (const [list, rows] of Object.entries(lists)) {
        const columns = new Set((rows as object[]).flatMap((row) => Object.keys(row)));
        expect([name, ...Object.keys(properties[list]?.items?.properties ?? {}).sort()]).toEqual([
          name,
          ...[...columns].sort(),
        ]);
      }
    }
  });

  test('no text of a capture is code', () => {
    for (const robot of inferred.values()) {
      // eslint-disable-next-line no-control-regex -- these are the very characters that must not be there
      expect(typesOf(robot)).not.toMatch(/[\u0000-\u0008\u000e-\u001f\u2028\u202e\ufeff]/);
    }
  });
});

describe('over several captures', () => {
  const rows = (...each: readonly object[]): unknown => captureOf({ Products: each });

  test('names read well, and types say what may be missing', async () => {
    const robot = await inferRobot([
      rows({ Name: 'A', Price: '$1', 'Units Sold': 1, url: 'https://example.com/a' }),
      rows({ Name: 'B', Price: null, 'Units Sold': 1.5, Date: '2026-11-23' }),
    ]);
    expect(Object.keys(robot.files)).toEqual([
      'robot-laptop-prices.ts',
      'robot-laptop-prices.schema.json',
      'robot-laptop-prices.validate.mjs',
      'robot-laptop-prices.validate.d.mts',
    ]);
    expect(robot.files['robot-laptop-prices.ts']).toMatchInlineSnapshot(`
      "// Written by \`maxun-webhooks generate robot\`. Do not edit: generate it again.
      import { defineRobot, type TypedRobot } from 'maxun-webhooks';

      /** A row of the list "Products". */
      export interface ProductsRow {
        Name: string;
        Price: string | null;
        'Units Sold': number;
        url?: string;
        Date?: string;
      }

      /** A record of the captured texts "Headline". */
      export interface HeadlineTexts {
        Price: string;
        'Product Name': string;
      }

      /** What "Laptop prices" captures, as far as the captures show that it was generated from. */
      export interface LaptopPricesData {
        lists: {
          Products: ProductsRow[];
        };
        texts: {
          Headline: HeadlineTexts[];
        };
      }

      /** Narrows a run of "Laptop prices" to its data. */
      export const laptopPricesRobot: TypedRobot<LaptopPricesData> = defineRobot<LaptopPricesData>('4f1f2f0e-1c39-4d5e-8e0b-2f7c1a9b6d10');
      "
    `);
    expect(robot.schema.properties.lists.properties?.['Products']?.items).toEqual({
      type: 'object',
      properties: {
        Name: { type: 'string' },
        Price: { anyOf: [{ type: 'null' }, { type: 'string' }] },
        'Units Sold': { type: 'number' },
        url: { type: 'string', format: 'uri' },
        Date: { type: 'string', format: 'date' },
      },
      required: ['Name', 'Price', 'Units Sold'],
    });
  });

  test('the validator runs as an ES module, and finds what is wrong', async () => {
    const validate = await validatorOf(await inferRobot([rows({ Name: 'A', Price: '$1' })]), 'several');
    expect(validate({ lists: { Products: [{ Name: 'B', Price: '$2', more: 1 }] }, texts: {} })).toBe(true);
    expect(validate({ lists: { Products: [{ Name: 'B' }] }, texts: {} })).toBe(false);
    expect(validate({ lists: {} })).toBe(true);
  });

  test('few texts make an enum only where that is asked for', async () => {
    const many = Array.from({ length: 40 }, (_, at) => ({ Stock: at % 2 ? 'yes' : 'no' }));
    const stock = (robot: InferredRobot): unknown =>
      robot.schema.properties.lists.properties?.['Products']?.items?.properties?.['Stock'];
    expect(stock(await inferRobot([rows(...many)]))).toEqual({ type: 'string' });
    expect(stock(await inferRobot([rows(...many)], { enums: true }))).toEqual({
      type: 'string',
      enum: ['no', 'yes'],
    });
  });

  test('payloads of any shape, runs and HTTP archives are samples', async () => {
    const payload = observedExamples['extract-run'].payload;
    const har = {
      log: { entries: [{ request: { postData: { text: JSON.stringify(payload) } } }, {}, null] },
    };
    const texts = await Promise.all(
      [[payload], [normalize(payload)], [har], [[payload]]].map(async (samples) =>
        typesOf(await inferRobot(samples)),
      ),
    );
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('export interface HeadlineTexts');
  });

  test('robots are told apart', async () => {
    const samples = [observedExamples['extract-run'].payload, documentedExamples.run_completed.payload];
    await expect(inferRobot(samples)).rejects.toThrow(
      /of 2 robots. Name one of them: 4f1f2f0e.* \(Laptop prices\), d453/,
    );
    const { robotName } = await inferRobot(samples, { robotId: samples[1]?.data.robot_id });
    expect(robotName).toBe('Test Robot');
    await expect(inferRobot(samples, { robotId: 'none' })).rejects.toThrow(
      /None of 2 run\(s\) is of the robot "none"/,
    );
  });

  test('nothing to infer from is an error that says what to give', async () => {
    await expect(inferRobot([])).rejects.toThrow(/No run was found/);
    await expect(inferRobot([fixture('extract-run-api')])).rejects.toThrow(
      /none has a captured list or text/,
    );
    await expect(inferRobot([null, 7, 'text', { log: { entries: 'x' } }])).rejects.toThrow(TypeError);
  });
});
