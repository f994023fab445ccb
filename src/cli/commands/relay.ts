/**
 * `maxun-webhooks relay`: a relay as a program of its own.
 *
 * @module cli/commands/relay
 */
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { maskUrl } from '../../errors/mask-url.ts';
import {
  type Relay,
  type RelayEndpoint,
  type RelayFilter,
  type RelayOptions,
  startRelay,
} from '../../relay/index.ts';
import { isMisuse, readText } from '../input.ts';
import { abortOf, interruptible } from '../interruptible.ts';
import type { ConfigFile } from '../relay-config.ts';
import { describeStart, paint, safe } from '../terminal.ts';

/** An endpoint of a configuration file. */
interface ConfiguredEndpoint extends RelayFilter {
  readonly url: string;
  readonly id?: string;
  readonly secretFile?: string;
  /** Name of the environment variable that has the secret. */
  readonly secretVariable?: string;
  readonly unsigned?: boolean;
}

/** The options of the command, as the command line, the environment or the configuration file gives them. */
export interface RelayCommandOptions extends RelayFilter, PassedOn {
  readonly config?: string;
  readonly to?: readonly (string | ConfiguredEndpoint)[];
  readonly store?: string;
  readonly tokenFile?: string;
  readonly secretFile?: string;
  readonly unsigned?: boolean;
  /** In seconds. */
  readonly drain?: number;
  readonly maxun?: string;
  readonly maxunKeyFile?: string;
  readonly complete?: boolean;
  /** How often, in seconds. */
  readonly catchUp?: number;
  readonly cursor?: string;
}

/** The options that are those of `startRelay`. */
type PassedOn = Pick<
  RelayOptions,
  'user' | 'open' | 'port' | 'host' | 'path' | 'format' | 'redact' | 'allow' | 'timeZone' | 'locale'
>;

const MS_PER_SECOND = 1_000;
const DEFAULT_STORE = 'maxun-relay';
const DEFAULT_DRAIN = 25;

/**
 * Starts a relay, and closes it at Ctrl-C or SIGTERM.
 *
 * @param given as the command line and the environment give them: each comes before the same setting of the configuration file
 * @param command knows which of them were typed
 * @returns the exit code: 0 after the end, 1 if the port is taken or the store cannot be used, 2 for misuse
 */
export async function relayCommand(given: RelayCommandOptions, command: Command): Promise<number> {
  warnOfPasswords(given, command);
  const file = given.config === undefined ? undefined : await readConfigFile(given.config);
  const options: RelayCommandOptions = { ...file?.settings, ...given };
  const relay = await interruptible(async (signal) => {
    const started = await startRelay(await relayOptions(options));
    console.log(greeting(started, options));
    await abortOf(signal);
    return started;
  }).catch((error: unknown) => {
    if (file === undefined || !isMisuse(error)) throw error;
    throw new TypeError(file.locate(error.message), { cause: error });
  });
  console.log('Closing: running attempts may finish. What is left is sent after the next start.');
  await relay.close({ drainMs: (options.drain ?? DEFAULT_DRAIN) * MS_PER_SECOND });
  return 0;
}

/** The options whose URL can have a password, and where it can stand instead. */
const VARIABLES = { to: 'MAXUN_RELAY_TO', store: 'MAXUN_RELAY_STORE' } as const;

function warnOfPasswords(given: RelayCommandOptions, command: Command): void {
  for (const name of Object.keys(VARIABLES) as (keyof typeof VARIABLES)[]) {
    const hasPassword = [given[name]]
      .flat()
      .some((url) => typeof url === 'string' && /^\w+:\/\/[^/@]*:[^/@]*@/.test(url));
    // Others cannot see the environment.
    if (!hasPassword || command.getOptionValueSource(name) !== 'cli') continue;
    console.error(
      `Warning: --${name} has a password, and other users of this machine can see a command line. ` +
        `Set the variable ${VARIABLES[name]} instead.`,
    );
  }
}

async function readConfigFile(file: string): Promise<ConfigFile> {
  const { readConfig } = await import('../relay-config.ts');
  return readConfig(file, await readText(file));
}

async function relayOptions(options: RelayCommandOptions): Promise<RelayOptions> {
  const { to = [], store = DEFAULT_STORE, tokenFile, open = false } = options;
  if (to.length === 0) throw new TypeError('Where to? Give --to URL.');
  return {
    ...options,
    to: await Promise.all(to.map(async (each) => endpointOf(each, options))),
    store,
    token: open ? [] : await readSecrets(tokenFile, 'MAXUN_RELAY_TOKEN', '--token-file'),
    ...(await maxunOf(options)),
  };
}

/** What asks Maxun's API. */
async function maxunOf(
  options: RelayCommandOptions,
): Promise<Required<Pick<RelayOptions, 'complete' | 'catchUp'>>> {
  const { maxun, maxunKeyFile, complete = false, catchUp: every, cursor } = options;
  if (!complete && every === undefined) return { complete: undefined, catchUp: undefined };
  if (maxun === undefined)
    throw new TypeError('complete and catchUp ask Maxun: give its address, --maxun URL.');
  const [apiKey] = await readSecrets(maxunKeyFile, 'MAXUN_API_KEY', '--maxun-key-file');
  const { maxunApi } = await import('../../maxun-api/index.ts');
  const api = maxunApi({ baseUrl: maxun, apiKey });
  return {
    complete: complete ? api : undefined,
    catchUp: every === undefined ? undefined : { api, everyMs: every * MS_PER_SECOND, cursor },
  };
}

/** What an endpoint does not say of itself is as for all. */
async function endpointOf(
  given: string | ConfiguredEndpoint,
  options: RelayCommandOptions,
): Promise<RelayEndpoint> {
  const own: ConfiguredEndpoint = typeof given === 'string' ? { url: given } : given;
  const { url, id, secretFile, secretVariable, unsigned = options.unsigned } = own;
  const { events, robots, statuses } = { ...options, ...own };
  const settings = { url, webhookId: id, events, robots, statuses };
  if (unsigned === true && secretFile === undefined && secretVariable === undefined)
    return { ...settings, unsigned: true };
  const file = secretFile ?? (secretVariable === undefined ? options.secretFile : undefined);
  const option = secretVariable === undefined ? '--secret-file' : undefined;
  const secrets = await readSecrets(file, secretVariable ?? 'MAXUN_WEBHOOK_SECRET', option);
  return { ...settings, secrets };
}

/** A file or a variable may hold several secrets, with spaces or line ends between them, while one replaces another. */
async function readSecrets(
  file: string | undefined,
  variable: string,
  option?: string,
): Promise<readonly string[]> {
  const text =
    file === undefined ? process.env[variable] : await readFile(file, 'utf8').catch(() => undefined);
  const secrets = (text ?? '').split(/\s+/).filter((secret) => secret !== '');
  if (secrets.length > 0) return secrets;
  if (file !== undefined)
    throw new TypeError(`${option ?? 'secretFile'}: there is nothing to read in ${file}.`);
  const others = option === undefined ? '' : `, or give ${option}`;
  throw new TypeError(`A secret is missing: set the variable ${variable}${others}.`);
}

function greeting({ url }: Relay, { to = [], store = DEFAULT_STORE, open }: RelayCommandOptions): string {
  const endpoints = to.map((each) => (typeof each === 'string' ? { url: each } : each));
  // Metrics and messages have the id alone.
  const urls = endpoints.map(({ url, id }) => safe(`${maskUrl(url)}${id === undefined ? '' : ` (${id})`}`));
  return describeStart('Relay for Maxun webhooks', [
    ['deliveries to', paint('green', open === true ? url : `${url}/TOKEN`)],
    ['sends to', urls.join(', ')],
    ['store', safe(maskUrl(store, { path: false, names: /password/ }))],
    ['health', new URL('/readyz', url).href],
    ['metrics', new URL('/metrics', url).href],
    ['stop with', 'Ctrl-C'],
  ]);
}
