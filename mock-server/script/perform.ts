/**
 * Performs a step of a script on a connection.
 *
 * @module mock-server/script/perform
 */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { writeAnswer } from '../../src/adapters/node-body.ts';
import type { Clock } from '../../src/clock/clock.ts';
import type { ResponseKind, ScriptAction } from '../api/types.ts';
import type { Reply } from '../hook/response.ts';

/** The connection of an action. */
export interface Connection {
  readonly response: ServerResponse;
  readonly clock: Clock;
  /** Path and query of the hook, for a redirect that names no location. */
  readonly hookUrl: string;
}

/** What was done. */
export interface Performed {
  readonly kind: ResponseKind;
  /** What was sent; `undefined` if it was not a whole response. */
  readonly reply: Reply | undefined;
}

/**
 * Waits, until the time is over or the sender disconnects.
 *
 * @param delayMs milliseconds
 * @param connection the connection of the sender
 * @returns whether the sender is still connected
 */
export async function pause(delayMs: number, { response, clock }: Connection): Promise<boolean> {
  if (delayMs > 0 && !response.destroyed) {
    await new Promise<void>((resolve) => {
      const cancel = clock.after(delayMs, done);
      function done(): void {
        cancel();
        response.off('close', done);
        resolve();
      }
      response.once('close', done);
    });
  }
  return !response.destroyed;
}

/**
 * Performs an action.
 *
 * @param action any but `default-reply`
 * @param connection where
 * @returns what was done
 */
export function perform(
  action: Exclude<ScriptAction, { type: 'default-reply' }>,
  connection: Connection,
): Performed | Promise<Performed> {
  const { response, hookUrl } = connection;
  if (action.type === 'reply') return send(response, replyOf(action));
  if (action.type === 'redirect') {
    const headers = { location: action.location ?? hookUrl };
    return send(response, { status: action.status ?? 302, headers, body: '' });
  }
  if (action.type === 'slow-body') return drip(action, connection);
  if (action.type === 'hang') return { kind: 'hang', reply: undefined };
  return breakOff(action.type, response.socket);
}

function breakOff(kind: 'reset' | 'close' | 'malformed', socket: Socket | null): Performed {
  if (kind === 'reset') socket?.resetAndDestroy();
  if (kind === 'malformed') socket?.write('HTTP/1.1 banana\r\n\0\r\n');
  if (kind !== 'reset') socket?.destroySoon();
  return { kind, reply: undefined };
}

/**
 * Sends a whole response.
 *
 * @param response to send it on
 * @param reply what to send
 */
export function send(response: ServerResponse, reply: Reply): Performed {
  if (response.destroyed) return { kind: 'aborted', reply: undefined };
  writeAnswer(response.req, response, reply);
  return { kind: 'reply', reply };
}

function replyOf({ status = 200, headers = {}, body }: Extract<ScriptAction, { type: 'reply' }>): Reply {
  if (body === undefined) return { status, headers, body: '' };
  if (typeof body === 'string') return { status, headers, body };
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

async function drip(
  { status = 200, body = '{"ok":true}', intervalMs = 1000 }: Extract<ScriptAction, { type: 'slow-body' }>,
  connection: Connection,
): Promise<Performed> {
  const { response } = connection;
  const bytes = Buffer.from(body);
  const headers = { 'content-type': 'application/json', 'content-length': String(bytes.byteLength) };
  response.writeHead(status, headers);
  response.flushHeaders();
  for (const byte of bytes) {
    if (!(await pause(intervalMs, connection))) return { kind: 'aborted', reply: undefined };
    response.write(Buffer.of(byte));
  }
  response.end();
  return { kind: 'slow-body', reply: { status, headers, body } };
}
