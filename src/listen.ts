/**
 * Starts HTTP servers.
 *
 * @module listen
 */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeliveryError } from './errors/index.ts';

/** Where a server listens. */
export interface ListenAddress {
  /** 0 is any free port. */
  readonly port: number;
  readonly host: string;
}

/**
 * Lets a server listen.
 *
 * @param server that does not listen yet
 * @param address port and host
 * @returns where it listens
 * @throws {DeliveryError} ERR_WEBHOOK_PORT_IN_USE if the port is taken
 */
export async function listen(server: Server, { port, host }: ListenAddress): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portInUse(port, error) : error);
    });
    server.listen(port, host, resolve);
  });
  return server.address() as AddressInfo;
}

function portInUse(port: number, cause: Error): DeliveryError {
  const message = `Port ${port} is taken by another program: stop it, or choose another port.`;
  return new DeliveryError('ERR_WEBHOOK_PORT_IN_USE', message, { cause });
}
