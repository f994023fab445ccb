/**
 * `maxun-webhooks mock`: the mock receiver locally.
 *
 * @module cli/commands/mock
 */
import { randomUUID } from 'node:crypto';
import {
  createMask,
  type MockReceiver,
  type MockReceiverOptions,
  parseScript,
  type ScriptPart,
  startMockReceiver,
} from '../../../mock-server/index.ts';
import { documentedExamples } from '#generated/examples.js';
import { WebhookError } from '../../errors/index.ts';
import { maskUrl } from '../../errors/mask-url.ts';
import { type Auth, basicAuth } from '../../receive/index.ts';
import { sign } from '../../signature/index.ts';
import { readText } from '../input.ts';
import { abortOf, interruptible } from '../interruptible.ts';
import type { SimulatedMaxunApi } from '../../simulate/index.ts';
import { startMaxunApi } from '../mock-maxun-api.ts';
import { describeDelivery } from '../mock-report.ts';
import { describeStart, paint, safe, safeJson } from '../terminal.ts';

/** The options of the command, as the command line gives them. */
export interface MockCommandOptions extends PassedOn {
  readonly port: number;
  readonly json: boolean;
  readonly secret?: readonly string[];
  readonly basicAuth?: string;
  readonly script?: string;
  readonly controlFrom?: readonly string[];
  readonly controlHost?: readonly string[];
  readonly controlOrigin?: readonly string[];
  readonly controlPasswordFile?: string;
  readonly keep?: number;
  readonly maxBody?: number;
  readonly maxunApi?: number | true;
}

/** The options that are those of `startMockReceiver`. */
type PassedOn = Pick<
  MockReceiverOptions,
  'port' | 'host' | 'strict' | 'secret' | 'token' | 'store' | 'forward' | 'allow'
>;

/** What the command started. */
interface Started {
  readonly mock: MockReceiver;
  readonly api: SimulatedMaxunApi | undefined;
}

/**
 * Starts the mock receiver, prints a line per delivery, and stops at Ctrl-C.
 *
 * @param options port, host, strictness, and the others
 * @returns the exit code: 0 after Ctrl-C, 1 if the port is taken or the store cannot be used, 2 for misuse
 */
export async function mockCommand(options: MockCommandOptions): Promise<number> {
  const started = await start(options);
  if (started === undefined) return 1;
  const { secret = [], token = '', basicAuth: basic = '' } = options;
  const mask = createMask([...secret, token, userAndPassword(basic)[1]]);
  const { mock, api } = started;
  await interruptible(async (signal) => {
    // With --json the results alone are on standard output, one per line.
    (options.json ? console.error : console.log)(await greeting(started, options));
    mock.onResponded((delivery) => {
      console.log(mask(options.json ? safeJson(delivery.summary) : describeDelivery(delivery)));
    });
    await abortOf(signal);
  }).finally(async () => {
    await mock.close();
    await api?.close();
  });
  return 0;
}

/** What was started; `undefined` if a port is taken: then the message names another. */
async function start(options: MockCommandOptions): Promise<Started | undefined> {
  const { port, maxunApi } = options;
  let mock: MockReceiver | undefined;
  try {
    mock = await startMockReceiver(await receiverOptions(options));
    return { mock, api: maxunApi === undefined ? undefined : await startMaxunApi(mock, maxunApi) };
  } catch (error) {
    await mock?.close();
    const [flag, taken] = mock === undefined ? ['--port', port] : ['--maxun-api', Number(maxunApi)];
    const isTaken = error instanceof WebhookError && error.code === 'ERR_WEBHOOK_PORT_IN_USE' && taken > 0;
    if (!isTaken) throw error;
    console.error(`${safe(error.message)} For example: maxun-webhooks mock ${flag} ${taken + 1}`);
    return undefined;
  }
}

async function receiverOptions(options: MockCommandOptions): Promise<MockReceiverOptions> {
  const { basicAuth: basic, script, ...others } = options;
  const { controlFrom: from, controlHost: hosts, controlOrigin: origins } = options;
  const password = await readPassword(options.controlPasswordFile);
  return {
    ...others,
    path: '/hook',
    control: { from, hosts, origins, password },
    auth: basic === undefined ? undefined : authOf(basic),
    script: script === undefined ? undefined : await readScript(script),
    maxDeliveries: options.keep,
    maxBodyBytes: options.maxBody,
  };
}

function authOf(text: string): Auth {
  if (!text.includes(':'))
    throw new TypeError('--basic-auth has no colon: expected user:password, such as maxun:a-long-password.');
  return basicAuth(...userAndPassword(text));
}

/** The password is what follows the first colon. */
function userAndPassword(text: string): [user: string, password: string] {
  const [user = '', ...password] = text.split(':');
  return [user, password.join(':')];
}

/** The password is the first line of the file. */
async function readPassword(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const [password = ''] = (await readText(file)).split(/\r?\n/);
  if (password !== '') return password;
  throw new TypeError(`There is no password on the first line of ${file}.`);
}

/** A script is the name of a preset, or a JSON file as the control API takes it. */
async function readScript(nameOrFile: string): Promise<readonly ScriptPart[]> {
  if (!/[./\\]/.test(nameOrFile)) return parseScript({ preset: nameOrFile });
  const text = await readText(nameOrFile);
  try {
    return parseScript(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new TypeError(`The script ${nameOrFile} is not JSON.`, { cause: error });
  }
}

async function greeting({ mock, api }: Started, options: MockCommandOptions): Promise<string> {
  const { url, port } = mock;
  const { secret = [], token, script, store, forward } = options;
  // The token is not printed: others may see the screen or the log.
  const shown = token === undefined ? url : url.replace(/\?.*$/, '?token=…');
  const start = describeStart('Mock receiver for Maxun webhooks', [
    ['deliveries to', paint('green', shown)],
    ['inspector', `http://localhost:${port}/`],
    ['what arrived', `http://localhost:${port}/__mock/deliveries`],
    ['signatures', secret.length === 0 ? undefined : `checked with ${secret.length} secret(s)`],
    ['script', script && safe(script)],
    ['store', store && safe(store)],
    ['forwards to', forward && safe(maskUrl(forward))],
    ["Maxun's API", api?.url],
    ['its key', api && `MAXUN_API_KEY=${safe(api.apiKey)}`],
    ['stop with', 'Ctrl-C'],
  ]);
  return `${start}\n\n${await firstDelivery(url.replace(/\?.*$/, ''), options)}`;
}

/** A command to paste that sends a delivery, with a signature and the token if they are checked. */
async function firstDelivery(
  url: string,
  { secret: secrets = [], token, basicAuth: basic }: MockCommandOptions,
): Promise<string> {
  const body = JSON.stringify(documentedExamples.run_failed.payload);
  const quoted = body.replaceAll("'", String.raw`'\''`);
  const target = token === undefined ? url : `"${url}?token=$MAXUN_WEBHOOK_TOKEN"`;
  const headers = { 'content-type': 'application/json', ...(await signatureOf(body, secrets)) };
  const flags = Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`);
  if (basic !== undefined) flags.unshift('-u "$MAXUN_WEBHOOK_BASIC_AUTH"');
  const note = [
    ...(secrets.length === 0 ? [] : ['its signature is good for 5 minutes']),
    ...(token === undefined ? [] : ['MAXUN_WEBHOOK_TOKEN holds the token']),
    ...(basic === undefined ? [] : ['MAXUN_WEBHOOK_BASIC_AUTH holds user:password']),
  ];
  const notes = note.length === 0 ? '' : ` (${note.join('; ')})`;
  return `Try it, in another terminal${notes}:\n\ncurl ${target} ${flags.join(' ')} -d '${quoted}'\n`;
}

/** The headers of a signature by the first secret that can sign: a public key cannot. */
async function signatureOf(
  body: string,
  secrets: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const secret = secrets.find((each) => !each.startsWith('whpk_'));
  if (secret === undefined) return {};
  const timestamp = Math.floor(Date.now() / 1000);
  return { ...(await sign(body, { id: `msg_${randomUUID()}`, timestamp, secrets: [secret] })) };
}
