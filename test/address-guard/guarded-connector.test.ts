import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Agent, request } from 'undici';
import {
  createAddressGuard,
  createGuardedConnector,
  type AddressGuardOptions,
  type Resolve,
} from '../../src/address-guard/index.ts';

let server: Server;
let connections: number;
let agent: Agent | undefined;

beforeEach(async () => {
  connections = 0;
  server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => {});
    socket.once('data', () => socket.end('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  await agent?.destroy();
  server.close();
});

/** Posts through a guarded agent; resolves to the status, or to the code of the error. */
async function post(host: string, options: AddressGuardOptions = {}): Promise<number | string | undefined> {
  agent = new Agent({ connect: createGuardedConnector({ guard: createAddressGuard(options) }) });
  const { port } = server.address() as AddressInfo;
  try {
    const { statusCode } = await request(`http://${host}:${port}/`, {
      method: 'POST',
      body: '{}',
      dispatcher: agent,
    });
    return statusCode;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

describe('createGuardedConnector', () => {
  it.each(['127.0.0.1', '2130706433', '0x7f.1', '127.1', '[::ffff:127.0.0.1]'])(
    'makes no connection to the literal %s',
    async (host) => {
      expect(await post(host)).toBe('ERR_WEBHOOK_ADDRESS_REFUSED');
      expect(connections).toBe(0);
    },
  );

  it('connects to a literal that is allowed', async () => {
    expect(await post('127.0.0.1', { allow: ['127.0.0.0/8'] })).toBe(204);
    expect(connections).toBe(1);
  });

  it('makes no connection for a name that resolves to a private address', async () => {
    expect(await post('rebind.example', { resolve: async () => ['127.0.0.1'] })).toBe(
      'ERR_WEBHOOK_ADDRESS_REFUSED',
    );
    expect(await post('localhost')).toBe('ERR_WEBHOOK_ADDRESS_REFUSED');
    expect(connections).toBe(0);
  });

  it('refuses a mixed set of answers as a whole, wherever the private one stands', async () => {
    for (const answers of [
      ['1.1.1.1', '127.0.0.1'],
      ['127.0.0.1', '1.1.1.1'],
      ['2606:4700:4700::1111', '::1'],
      [...Array.from({ length: 999 }, () => '1.1.1.1'), '10.0.0.1'],
    ]) {
      expect(await post('mixed.example', { resolve: async () => answers })).toBe(
        'ERR_WEBHOOK_ADDRESS_REFUSED',
      );
    }
    expect(connections).toBe(0);
  });

  it('asks again for each connection, and refuses the one whose name has moved to a private address', async () => {
    const answers = [['127.0.0.1'], ['127.0.0.2']];
    const options = { allow: ['127.0.0.1'], resolve: async () => answers.shift() ?? [] };
    const guard = createAddressGuard(options);
    agent = new Agent({ connect: createGuardedConnector({ guard }) });
    const { port } = server.address() as AddressInfo;
    const send = () => request(`http://rebind.example:${port}/`, { dispatcher: agent! });
    expect((await send()).statusCode).toBe(204);
    await expect(send()).rejects.toMatchObject({ code: 'ERR_WEBHOOK_ADDRESS_REFUSED' });
    expect(connections).toBe(1);
  });

  it('connects to the very addresses that it checked, not to those of a second look-up', async () => {
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return ['127.0.0.1'];
    };
    expect(await post('once.example', { allow: ['127.0.0.1'], resolve })).toBe(204);
    expect(asked).toBe(1);
  });

  it('tries the next address where the first one refuses', async () => {
    const resolve = async () => ['127.0.0.9', '127.0.0.1'];
    expect(await post('two.example', { allow: ['127.0.0.0/8'], resolve })).toBe(204);
  });

  it.each<[string, Resolve]>([
    [
      'rejects',
      async () => {
        throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
      },
    ],
    [
      'throws at once',
      () => {
        throw new TypeError('undefined is not a function');
      },
    ],
    ['answers no address', async () => []],
    ['answers a name', async () => ['localhost']],
    ['answers undefined', async () => undefined as never],
    ['answers objects, as dns.lookup does', async () => [{ address: '127.0.0.1', family: 4 }] as never],
    ['answers a text', (() => '127.0.0.1') as never],
  ])('names the fault of a resolver that %s', async (_name, resolve) => {
    expect(await post('fault.example', { allow: ['127.0.0.1'], resolve })).toBe('ERR_WEBHOOK_DNS_FAILED');
    expect(connections).toBe(0);
  });

  it('says that a name has no address of the family that is asked for', async () => {
    const guard = createAddressGuard({ resolve: async () => ['1.1.1.1'] });
    for (const all of [true, false]) {
      const error = await new Promise((resolve) => guard.lookup('a.example', { family: 6, all }, resolve));
      expect(error).toMatchObject({ code: 'ERR_WEBHOOK_DNS_FAILED' });
    }
  });

  it.each([
    ['cert', { cert: 'not PEM' }],
    ['key', { key: '-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----' }],
  ])('refuses a %s that cannot be used when it is made, not at each connection', (_name, tls) => {
    const create = () => createGuardedConnector({ guard: createAddressGuard(), tls });
    expect(create).toThrow(TypeError);
    expect(create).toThrow(/^tls: (?!.*canary)/);
  });

  it('asks the resolver once for connections to one name that start together', async () => {
    let asked = 0;
    let open: (addresses: readonly string[]) => void = () => {};
    const gate = new Promise<readonly string[]>((resolve) => {
      open = resolve;
    });
    const guard = createAddressGuard({
      resolve: () => {
        asked += 1;
        return gate;
      },
    });
    const lookUp = () =>
      new Promise((resolve) => {
        guard.lookup('slow.example', { all: true }, (error, addresses) => resolve(error ?? addresses));
      });
    const pending = [lookUp(), lookUp(), lookUp()];
    open(['1.1.1.1']);
    expect(await Promise.all(pending)).toEqual(
      Array.from({ length: 3 }, () => [{ address: '1.1.1.1', family: 4 }]),
    );
    expect(asked).toBe(1);
  });

  it('answers one address, or those of one family, to a caller that asks so', async () => {
    const guard = createAddressGuard({ resolve: async () => ['1.1.1.1', '2606:4700:4700::1111'] });
    const one = await new Promise((resolve) => {
      guard.lookup('a.example', { family: 6 }, (...answer) => resolve(answer));
    });
    expect(one).toEqual([null, '2606:4700:4700::1111', 6]);
  });
});
