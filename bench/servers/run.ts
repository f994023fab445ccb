/**
 * Starts one server of the benchmark in this process, and tells the parent its port.
 *
 * @module bench/servers/run
 */
import type { AddressInfo } from 'node:net';
import { SERVERS } from './servers.ts';

const name = process.argv[2] ?? '';
const start = SERVERS[name];
if (start === undefined) throw new Error(`No such server: ${name}.`);
const server = await start();
process.send?.((server.address() as AddressInfo).port);
process.on('disconnect', () => process.exit());
