/**
 * `maxun-webhooks sign`: the headers of a delivery.
 *
 * @module cli/commands/sign
 */
import { randomUUID } from 'node:crypto';
import { sign } from '../../signature/index.ts';
import { readInput, requireSecrets } from '../input.ts';
import { safeJson } from '../terminal.ts';

/** The options of the command, as the command line gives them. */
export interface SignCommandOptions {
  readonly secret?: readonly string[];
  readonly id?: string;
  /** Unix seconds. */
  readonly timestamp?: number;
  readonly json: boolean;
}

/**
 * Signs a body, and prints a header per line.
 *
 * @param file path of the body, or `-` for standard input
 * @param options secrets, id, time, and the form of the output
 * @returns the exit code: 0
 */
export async function signCommand(file: string, options: SignCommandOptions): Promise<number> {
  const body = await readInput(file);
  const { secret, timestamp = Math.floor(Date.now() / 1000), json } = options;
  const id = options.id ?? `msg_${randomUUID().replaceAll('-', '')}`;
  const headers = await sign(body, { id, secrets: requireSecrets(secret), timestamp });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  console.log(json ? safeJson(headers) : lines.join('\n'));
  return 0;
}
