/**
 * The configuration file of a relay: YAML or JSON, each setting checked, each fault with its line.
 *
 * @module cli/relay-config
 */
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLSeq,
} from 'yaml';

/** What a setting has to be. */
type Kind = 'a text' | 'true or false' | 'a whole number' | 'a list of texts' | 'a list of endpoints';

type Kinds = Readonly<Record<string, Kind>>;

/** The settings of a file, by name. The names are those of the command line. */
const SETTINGS: Kinds = {
  to: 'a list of endpoints',
  store: 'a text',
  tokenFile: 'a text',
  user: 'a text',
  open: 'true or false',
  secretFile: 'a text',
  unsigned: 'true or false',
  allow: 'a list of texts',
  port: 'a whole number',
  host: 'a text',
  path: 'a text',
  drain: 'a whole number',
  events: 'a list of texts',
  robots: 'a list of texts',
  statuses: 'a list of texts',
  format: 'a text',
  redact: 'a list of texts',
  timeZone: 'a text',
  locale: 'a text',
  maxun: 'a text',
  maxunKeyFile: 'a text',
  complete: 'true or false',
  catchUp: 'a whole number',
  cursor: 'a text',
};

/** The settings of one endpoint. What it does not have is taken from the file's own. */
const ENDPOINT: Kinds = {
  url: 'a text',
  id: 'a text',
  secretFile: 'a text',
  secretVariable: 'a text',
  unsigned: 'true or false',
  events: 'a list of texts',
  robots: 'a list of texts',
  statuses: 'a list of texts',
};

/** A secret in the file itself would be read by whoever reads the file, and be copied with it. */
const SECRETS: Readonly<Record<string, string>> = {
  secret: 'secretFile',
  secrets: 'secretFile',
  token: 'tokenFile',
  password: 'tokenFile',
  maxunKey: 'maxunKeyFile',
};

/** The settings of a file. */
export interface ConfigFile {
  readonly settings: Readonly<Record<string, unknown>>;
  /**
   * @param problem what is wrong with a setting, beginning with its name, as `to[1].url` or `port`
   * @returns the same, with file and line before it
   */
  locate(problem: string): string;
}

/**
 * Reads a configuration.
 *
 * @param file its name, for messages
 * @param text of the file
 * @returns the settings, each of its kind
 * @throws {TypeError} with the line of the first fault
 */
export function readConfig(file: string, text: string): ConfigFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const reader = new Reader((problem, offset) => `${file}:${lineCounter.linePos(offset).line}: ${problem}`);
  const [broken] = document.errors;
  if (broken !== undefined) throw reader.fault(`${broken.message}.`, broken.pos[0]);
  if (document.contents !== null) reader.readMap(document.contents, SETTINGS, '');
  return {
    settings: (document.toJS() ?? {}) as Record<string, unknown>,
    locate: (problem) => reader.locate(problem),
  };
}

/** Checks the nodes of a file, and remembers where each setting is. */
class Reader {
  readonly #at: (problem: string, offset: number) => string;
  readonly #offsets = new Map<string, number>();

  constructor(at: (problem: string, offset: number) => string) {
    this.#at = at;
  }

  fault(problem: string, offset: number): TypeError {
    return new TypeError(this.#at(problem, offset));
  }

  locate(problem: string): string {
    const name = /^(?:to\[\d+\])?\.?\w*/.exec(problem)?.[0] ?? '';
    const offset = this.#offsets.get(name) ?? this.#offsets.get(name.replace(/\..*/, ''));
    return offset === undefined ? problem : this.#at(problem, offset);
  }

  readMap(node: unknown, kinds: Kinds, place: string): void {
    if (!isMap(node))
      throw this.fault(`${place || 'The file'} is not settings by name, such as port: 4500.`, offsetOf(node));
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
      if (kind === undefined) throw this.fault(unknownSetting(name, kinds), offsetOf(key));
      this.#offsets.set(`${place}${name}`, offsetOf(key));
      if (!IS[kind](value)) throw this.fault(`${place}${name}: expected ${kind}.`, offsetOf(key));
      if (kind === 'a list of endpoints') this.#readEndpoints(value);
    }
  }

  #readEndpoints(list: unknown): void {
    for (const [index, node] of (list as YAMLSeq).items.entries()) {
      this.#offsets.set(`to[${index}]`, offsetOf(node));
      if (!isText(node)) this.readMap(node, ENDPOINT, `to[${index}].`);
    }
  }
}

function unknownSetting(name: string, kinds: Kinds): string {
  const instead = SECRETS[name];
  if (instead !== undefined)
    return `${name}: a secret does not belong in this file. Write it into a file of its own, and give that file's path as ${instead}.`;
  return `${JSON.stringify(name)} is not a setting here: expected one of ${Object.keys(kinds).join(', ')}.`;
}

const IS: Readonly<Record<Kind, (node: unknown) => boolean>> = {
  'a text': (node) => isText(node) && (node as Scalar).value !== '',
  'true or false': (node) => isScalar(node) && typeof node.value === 'boolean',
  'a whole number': (node) => isScalar(node) && Number.isSafeInteger(node.value),
  'a list of texts': (node) => isSeq(node) && node.items.every(isText),
  'a list of endpoints': isSeq,
};

function isText(node: unknown): boolean {
  return isScalar(node) && typeof node.value === 'string';
}

function offsetOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}
