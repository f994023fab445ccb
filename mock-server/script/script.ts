/**
 * The script in force: which step answers the next delivery.
 *
 * @module mock-server/script/script
 */
import { inspect } from 'node:util';
import type { ScriptFilter, ScriptState, ScriptStep } from '../api/types.ts';
import type { Delivery } from '../journal/delivery.ts';
import type { ScriptPart, Step } from './step.ts';
import { titleOf } from './title.ts';

interface Progress {
  readonly step: Step;
  used: number;
}

/** A script and its progress. The first step that matches and is not used up answers a delivery. */
export class Script {
  #progress: readonly Progress[] = [];
  readonly #onChange: () => void;

  /** @param onChange called after every change and every use of a step */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /**
   * Replaces the script.
   *
   * @param parts its steps; none to let the verdict answer
   * @throws {TypeError} if one is not made by `reply` and its like, or by `preset`
   */
  set(parts: readonly ScriptPart[]): void {
    for (const part of parts) requireSteps(part);
    this.#progress = parts.flatMap(({ steps }) => steps.map((step) => ({ step, used: 0 })));
    this.#onChange();
  }

  /**
   * Uses the first step that matches.
   *
   * @param delivery what arrived
   * @returns the step; `undefined` if the verdict answers
   */
  next(delivery: Delivery): Step | undefined {
    const found = this.#progress.find(({ step, used }) => isLeft(step, used) && isMeant(step, delivery));
    if (found === undefined) return undefined;
    found.used += 1;
    this.#onChange();
    return found.step;
  }

  /** The steps, and how often each was used. */
  get state(): ScriptState {
    return {
      steps: this.#progress.map(({ step, used }) => ({
        ...jsonOf(step),
        title: titleOf(step),
        used,
        ...(step.predicate === undefined ? {} : { predicate: true }),
      })),
    };
  }
}

/** Code in JavaScript may give the name of a preset, or a step as the control API takes it. */
function requireSteps(part: ScriptPart): void {
  if (Array.isArray((part as Partial<ScriptPart> | undefined)?.steps)) return;
  const found = inspect(part, { depth: 0 }).slice(0, 80);
  throw new TypeError(
    `A step of the script is ${found}: expected reply(503) or its like, preset('give-up'), or what parseScript() makes of JSON.`,
  );
}

/** The step without its function and without defaults. */
function jsonOf({ action, when = {}, times = 1, delayMs = 0 }: Step): ScriptStep {
  return {
    action,
    ...(Object.keys(when).length === 0 ? {} : { when }),
    ...(times === 1 ? {} : { times }),
    ...(delayMs === 0 ? {} : { delayMs }),
  };
}

function isLeft({ times = 1 }: Step, used: number): boolean {
  return times === 'always' || used < times;
}

function isMeant({ when, predicate }: Step, delivery: Delivery): boolean {
  return (when === undefined || fits(when, delivery)) && (predicate === undefined || predicate(delivery));
}

function fits({ eventType, robot, runId, method }: ScriptFilter, delivery: Delivery): boolean {
  if (eventType !== undefined && eventType !== delivery.eventType) return false;
  if (robot !== undefined && robot !== delivery.robotId && robot !== delivery.robotName) return false;
  if (runId !== undefined && runId !== delivery.runId) return false;
  return method === undefined || method === delivery.method;
}
