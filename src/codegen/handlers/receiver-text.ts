/**
 * The part of a generated file that is the same in every framework: a receiver with a handler of each event.
 *
 * @module codegen/handlers/receiver-text
 */
import type { AuthText } from './auth.ts';

/** The first lines of a generated file. */
export const HEAD = `// Receives the webhooks of Maxun. Generated once by \`maxun-webhooks generate handlers\`: from here on it is your file.
// Guide: docs/guides/typed-handlers.md in the package maxun-webhooks.
`;

/**
 * @param auth decides which functions are needed
 * @returns the import of the main entry point
 */
export function importOfReceiver({ imports }: AuthText): string {
  const names = [...imports, 'createReceiver'].sort();
  return `import { ${names.join(', ')} } from 'maxun-webhooks';`;
}

/**
 * @param auth names the variable
 * @param source the object that holds it
 * @returns a declaration; an empty text for `none`
 */
export function readVariable({ variable }: AuthText, source: string): string {
  return variable === undefined ? '' : `const { ${variable} = '' } = ${source};\n`;
}

/**
 * @param auth gives the option of `createReceiver`
 * @returns an expression
 */
export function receiverExpression({ option }: AuthText): string {
  return `createReceiver({ ${option} })
  .on('run_completed', ({ run, id }) => {
    // \`run\` has one form for every payload that Maxun sends; \`event\` beside it is the payload as it came.
    // \`id\` is the same in every attempt: an idempotency key. If this throws, the sender is asked to send again.
    console.log('Run completed:', { id, run: run.id, robot: run.robot.name, lists: Object.keys(run.lists) });
  })
  .on('run_failed', ({ run, id }) => {
    console.log('Run failed:', { id, run: run.id, robot: run.robot.name, reason: run.error?.message });
  })
  .on('webhook_test', () => {
    console.log("The Test button of Maxun's page was pressed.");
  })
  .onOther(({ eventType, shape }) => {
    // An event of any other type, or a payload that this package does not know.
    console.log('Another event:', { eventType, shape });
  })
  .onError((error, { status }) => {
    // Everything that was refused or that failed; \`error.cause\` is what a handler threw.
    console.error(\`A delivery was answered \${status}:\`, error.code, error.message, error.cause ?? '');
  });`;
}
