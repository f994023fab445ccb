/**
 * A validator of a robot's data, as an ES module that imports nothing.
 *
 * @module codegen/robot/validator
 * @see https://ajv.js.org/standalone.html
 */
import { loadPeer } from './peers.ts';
import { FORMATS, type InferredSchema, type RobotSchema } from './schema.ts';

const BANNER = '// Written by `maxun-webhooks generate robot`. Do not edit: generate it again.\n';

/**
 * Compiles a schema.
 *
 * @param schema of the robot's data
 * @throws {TypeError} if ajv is not installed
 * @throws {Error} if its output would import something
 */
export async function renderValidator(schema: RobotSchema): Promise<string> {
  const { Ajv } = await loadPeer('ajv');
  const standalone = await loadPeer('ajv/dist/standalone/index.js');
  const ajv = new Ajv({ code: { source: true, esm: true }, allErrors: true, unicodeRegExp: false });
  for (const [name, expression] of FORMATS) ajv.addFormat(name, expression);
  const code = standalone.default.default(ajv, ajv.compile(checkable(schema)));
  if (/\brequire\(|^\s*import\b/m.test(code)) {
    throw new Error('The validator would import something: its schema has a word that needs a part of ajv.');
  }
  return `${BANNER}${code}\n`;
}

/** ajv writes names into URIs, which half of a surrogate pair cannot be in: fields with such names are not checked. */
function checkable(schema: InferredSchema): InferredSchema {
  const { properties, items, anyOf, required } = schema;
  const isWhole = (name: string): boolean => !/\p{Surrogate}/u.test(name);
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties)
          .filter(([name]) => isWhole(name))
          .map(([name, member]) => [name, checkable(member)]),
      ),
    }),
    ...(items && { items: checkable(items) }),
    ...(anyOf && { anyOf: anyOf.map(checkable) }),
    ...(required && { required: required.filter(isWhole) }),
  };
}

/** The types of the validator's module. */
export const VALIDATOR_TYPES: string = `${BANNER}
/** Whether a run has the lists and the texts that the robot's types say. \`validate.errors\` is what is wrong. */
export declare const validate: {
  (run: unknown): boolean;
  errors?: { instancePath: string; keyword: string; params: Record<string, unknown>; message?: string }[] | null;
};
export default validate;
`;
