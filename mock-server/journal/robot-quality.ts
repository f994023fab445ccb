/**
 * Finds what is unusual in a run, by the earlier runs of its robot.
 *
 * @module mock-server/journal/robot-quality
 */
import { normalize } from '../../src/event/index.ts';
import { QualityMonitor } from '../../src/quality/index.ts';
import type { Entry } from './entry.ts';

/** Learns what is usual for each robot: for each inbox alone, so that tests that share a receiver do not disturb each other. */
export class RobotQuality {
  #monitor = new QualityMonitor();

  /** Compares a run with the earlier ones, and learns from it. @returns what is unusual, in sentences */
  check({ robotId, runStatus, shape, inbox = '' }: Entry, payload: unknown): string[] {
    if (robotId === undefined || runStatus !== 'success') return [];
    const run = normalize(payload, { shape });
    return this.#monitor
      .check({ ...run, robot: { ...run.robot, id: `${robotId} ${inbox}` } })
      .map(({ message }) => message);
  }

  /** Forgets every run. */
  clear(): void {
    this.#monitor = new QualityMonitor();
  }
}
