/**
 * Types, a JSON Schema and a validator of one robot's data, from what the robot really sends.
 *
 * @module codegen/robot
 */
import { capturedBy } from './captures.ts';
import { toFileName } from './names.ts';
import { renderTypes } from './render.ts';
import { inferSchema, type RobotSchema } from './schema.ts';
import { renderValidator, VALIDATOR_TYPES } from './validator.ts';

export type { InferredSchema, RobotSchema } from './schema.ts';

/** The options of {@link inferRobot}. */
export interface InferRobotOptions {
  /** Id of the robot in Maxun. Needed where the samples are of several robots, or do not say. */
  readonly robotId?: string | undefined;
  /** What the robot is called in types and files; its name in Maxun by default. */
  readonly name?: string | undefined;
  /** `true` makes an enum of a column that has only few different texts; `false` by default. */
  readonly enums?: boolean | undefined;
}

/** What was inferred about a robot. */
export interface InferredRobot {
  readonly robotId: string;
  readonly robotName: string;
  /** How many runs with data it was inferred from. */
  readonly runs: number;
  readonly schema: RobotSchema;
  /** What `maxun-webhooks generate robot` writes: the text of each file by its name. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Infers what a robot captures: the columns of its lists and texts, over all samples.
 *
 * @param samples payloads of any shape, normalised runs, or HTTP archives (HAR) of deliveries
 * @param options the robot, its name, and whether few texts make an enum
 * @returns the schema, and TypeScript, JSON Schema and a validator as the text of files
 * @throws {TypeError} if no sample has data, or if the samples are of several robots and none is named
 * @throws {TypeError} if quicktype-core or ajv is not installed: the message has the command that installs them
 * @example
 * ```ts
 * const { files } = await inferRobot([payload], { name: 'shop' });
 * console.log(files['robot-shop.ts']);
 * ```
 */
export async function inferRobot(
  samples: readonly unknown[],
  options: InferRobotOptions = {},
): Promise<InferredRobot> {
  if (!Array.isArray(samples)) throw new TypeError('inferRobot: expected an array of payloads first.');
  const captured = capturedBy(samples, options.robotId);
  const robotId = options.robotId ?? captured.robotId;
  if (robotId === undefined || robotId === '') {
    throw new TypeError('The samples do not say which robot they are of: give its robotId.');
  }
  const robotName = options.name ?? captured.robotName ?? 'robot';
  const schema = await inferSchema({ ...captured, robotName }, options.enums ?? false);
  const base = `robot-${toFileName(robotName)}`;
  return {
    robotId,
    robotName,
    runs: captured.runs,
    schema,
    files: {
      [`${base}.ts`]: renderTypes({ robotId, robotName, schema }),
      [`${base}.schema.json`]: `${JSON.stringify(schema, undefined, 2)}\n`,
      [`${base}.validate.mjs`]: await renderValidator(schema),
      [`${base}.validate.d.mts`]: VALIDATOR_TYPES,
    },
  };
}
