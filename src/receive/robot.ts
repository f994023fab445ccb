/**
 * Types for the data of one robot.
 *
 * @module receive/robot
 */
import type { Run } from '../event/index.ts';

/** What a robot extracts: the rows of its lists, and the groups of its texts, by their names in Maxun. */
export interface RobotData {
  readonly lists?: object;
  readonly texts?: object;
}

/** A run of a robot whose data is typed. A list or a group that the run did not fill is absent. */
export type RunOf<Data extends RobotData> = Omit<Run, 'lists' | 'texts'> & {
  /** From `data.extracted_data.captured_lists`, with the rows as the robot's types say. */
  lists: Data extends { readonly lists: infer Lists extends object } ? Partial<Lists> : Run['lists'];
  /** From `data.extracted_data.captured_texts`, with the records as the robot's types say. */
  texts: Data extends { readonly texts: infer Texts extends object } ? Partial<Texts> : Run['texts'];
};

/** A robot whose data is typed. */
export interface TypedRobot<Data extends RobotData> {
  /** Id of the robot in Maxun. */
  readonly id: string;
  /**
   * Narrows a run to this robot's data. The robot's id is compared; the data itself is as Maxun scraped it.
   *
   * @param run a normalised run
   * @returns the same run, or `undefined` if another robot made it
   */
  narrow(this: void, run: Run): RunOf<Data> | undefined;
}

/**
 * Names the types of one robot's data, so that its runs can be narrowed to them in any handler and any mode.
 *
 * @param id of the robot in Maxun
 * @returns the robot, with `narrow(run)`
 * @throws {TypeError} if the id is empty
 * @example
 * ```ts
 * interface Product { Name: string; Price: string }
 * const shop = defineRobot<{ lists: { Products: Product[] } }>('d453def3-800a-4b6c-ba31-854cf8dd8d26');
 *
 * receiver.on('run_completed', ({ run }) => {
 *   for (const { Name, Price } of shop.narrow(run)?.lists.Products ?? []) console.log(Name, Price);
 * });
 * ```
 */
export function defineRobot<Data extends RobotData>(id: string): TypedRobot<Data> {
  if (typeof id !== 'string' || id === '')
    throw new TypeError("id must be the robot's id, a text as Maxun shows it.");
  return { id, narrow: (run) => (run.robot.id === id ? (run as RunOf<Data>) : undefined) };
}
