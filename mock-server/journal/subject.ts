/**
 * What a payload is about, read without normalising it: for the list, scripts, and to find other events of a run.
 *
 * @module mock-server/journal/subject
 */
import { memberOf } from '../../src/validation/pointer.ts';

/** What a payload says of its event, robot and run, in either spelling of the contract. */
export interface Subject {
  readonly eventType: string | undefined;
  readonly robotId: string | undefined;
  readonly robotName: string | undefined;
  readonly runId: string | undefined;
  readonly runStatus: string | undefined;
}

/** Characters that are kept of a name: enough to recognise it, and bounded in memory. */
const MAX_NAME = 200;

/**
 * Reads what a payload is about.
 *
 * @param payload a parsed payload; one that is not JSON says nothing
 */
export function subjectOf(payload: unknown): Subject {
  const data = memberOf(payload, 'data');
  return {
    eventType: textOf(memberOf(payload, 'event_type')),
    robotId: textOf(memberOf(data, 'robot_id') ?? memberOf(data, 'robotId')),
    robotName: textOf(memberOf(data, 'robot_name') ?? memberOf(data, 'robotName')),
    runId: textOf(memberOf(data, 'run_id') ?? memberOf(data, 'runId')),
    runStatus: textOf(memberOf(data, 'status')),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, MAX_NAME) : undefined;
}

/** Repeated texts, such as the name of a robot, kept once. */
export class Interner {
  readonly #texts = new Map<string, string>();

  /**
   * @param text any text
   * @returns an equal text, the same one each time while it is among the last 1,000 new ones
   */
  intern(text: string): string;
  intern(text: string | undefined): string | undefined;
  intern(text: string | undefined): string | undefined {
    if (text === undefined) return undefined;
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size >= MAX_TEXTS) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }
}

const MAX_TEXTS = 1000;
