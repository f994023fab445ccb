/**
 * `maxun-webhooks relay`: a relay as a program of its own.
 *
 * @module cli/commands/relay
 */
import { readFile } from 'node:fs/promises';
import { WebhookError } from '../../errors/index.ts';
import { type Relay, type RelayEndpoint, type RelayOptions, startRelay } from '../../relay/index.ts';
import { paint, safe } from '../terminal.ts';

/** The options of the command, as the command line gives them. */
export interface RelayCommandOptions
  extends
    Pick<
      RelayOptions,
      'user' | 'open' | 'port' | 'host' | 'path' | 'format' | 'redact' | 'allow' | 'timeZone' | 'locale'
    >,
    Pick<RelayEndpoint, 'events' | 'robots' | 'statuses'> {
  readonly to?: readonly string[];
  readonly store: string;
  readonly tokenFile?: string;
  readonly secretFile?: string;
  readonly unsigned?: boolean;
  /** In seconds. */
  readonly drain: number;
}

const MS_PER_SECOND = 1_000;

/**
 * Starts a relay, and closes it at Ctrl-C or SIGTERM.
 *
 * @param options as the command line gives them
 * @returns the exit code: 0 after the end, 1 if the port is taken or the store cannot be used, 2 for misuse
 */
export async function relayCommand(options: RelayCommandOptions): Promise<number> {
  const interrupted = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
  const relay = await start(options);
  if (typeof relay === 'number') return relay;
  console.log(greeting(relay, options));
  await interrupted;
  console.log('Closing: running attempts may finish. What is left is sent after the next start.');
  await relay.close({ drainMs: options.drain * MS_PER_SECOND });
  return 0;
}

async function start(options: RelayCommandOptions): Promise<Relay | number> {
  try {
    return await startRelay(await relayOptions(options));
  } catch (error) {
    const isMisuse = error instanceof TypeError || error instanceof RangeError;
    if (!isMisuse && !(error instanceof WebhookError)) throw error;
    console.error(safe(error.message));
    return isMisuse ? 2 : 1;
  }
}

async function relayOptions(options: RelayCommandOptions): Promise<RelayOptions> {
  const { to = [], tokenFile, secretFile, unsigned = false, events, robots, statuses, ...rest } = options;
  if (to.length === 0) throw new TypeError('Where to? Give --to URL.');
  const authentication = unsigned
    ? { unsigned: true as const }
    : { secrets: await readSecrets(secretFile, 'MAXUN_WEBHOOK_SECRET', '--secret-file') };
  const token = rest.open === true ? [] : await readSecrets(tokenFile, 'MAXUN_RELAY_TOKEN', '--token-file');
  return { ...rest, token, to: to.map((url) => ({ url, events, robots, statuses, ...authentication })) };
}

/** A file or a variable may hold several secrets, with spaces or line ends between them, while one replaces another. */
async function readSecrets(
  file: string | undefined,
  variable: string,
  option: string,
): Promise<readonly string[]> {
  const text =
    file === undefined ? process.env[variable] : await readFile(file, 'utf8').catch(() => undefined);
  const secrets = (text ?? '').split(/\s+/).filter((secret) => secret !== '');
  if (secrets.length > 0) return secrets;
  if (file !== undefined) throw new TypeError(`${option}: there is nothing to read in ${file}.`);
  throw new TypeError(
    `A secret is missing: give ${option}, or set the variable ${variable}. 'maxun-webhooks secret' makes one.`,
  );
}

function greeting({ url }: Relay, { to = [], store, open }: RelayCommandOptions): string {
  const lines = [
    ['deliveries to', paint('green', open === true ? url : `${url}/TOKEN`)],
    [
      'sends to',
      to.map((each) => safe(each.replace(/\/\/[^/@]*@/, '//…@').replace(/\?.*$/, '?…'))).join(', '),
    ],
    ['store', safe(store.replace(/\/\/[^/@]*@/, '//…@'))],
    ['health', new URL('/readyz', url).href],
    ['metrics', new URL('/metrics', url).href],
    ['stop with', 'Ctrl-C'],
  ];
  return [
    paint('bold', 'Relay for Maxun webhooks'),
    ...lines.map(([label = '', text = '']) => `  ${label.padEnd(14)} ${text}`),
  ].join('\n');
}
