/**
 * What a sender may have done instead of what the specification says, tried out against the signatures that came.
 *
 * @module signature/guesses
 */
import type { SignatureGuess, SignatureGuessName } from '../errors/index.ts';
import { encodeBase64 } from './base64.ts';
import { anyOf, type Key, sharedKey } from './keys.ts';
import { bytesOf } from './secret.ts';
import type { SignedTexts } from './header-fields.ts';

/** Bytes of a signature, by its version. */
export const SIGNATURE_BYTES: ReadonlyMap<string, number> = new Map([
  ['v1', 32],
  ['v1a', 64],
]);

/** What there is to guess with. */
export interface Evidence {
  readonly keys: readonly Key[];
  readonly signed: SignedTexts;
  readonly bytes: Uint8Array;
  /** Bytes that may be hashed in all. */
  readonly budget: number;
}

/** What came of the guesses. */
export interface Guessed {
  readonly guesses: readonly SignatureGuess[];
  readonly untried: readonly SignatureGuessName[];
}

/** What a guess changes: what was signed, or with which keys. */
interface Variation {
  readonly head?: string;
  readonly body?: string | Uint8Array;
  readonly keys?: readonly Key[];
}

interface Candidate {
  readonly name: SignatureGuessName;
  readonly advice: string;
  /** What the sender would have signed; nothing where that is no different from what was checked. */
  readonly vary: (evidence: Evidence, text: string) => Variation | undefined;
}

const RAW =
  'Verify the bytes as they came, before any body parser, and never what JSON.stringify writes anew.';
const CONTENT = "The sender has to sign 'id.timestamp.' and then the body.";

/** The likeliest first: where the budget ends, the rest is not tried. */
const CANDIDATES: readonly Candidate[] = [
  {
    name: 'signature-form',
    advice: "The sender has to write a signature as 'v1,' and padded base64: not hex, not base64url.",
    vary: () => ({}),
  },
  { name: 'body-compact', advice: RAW, vary: (_, text) => rewritten(text, (value) => JSON.stringify(value)) },
  {
    name: 'body-indented',
    advice: RAW,
    vary: (_, text) => rewritten(text, (value) => JSON.stringify(value, null, 2)),
  },
  { name: 'body-spaced', advice: RAW, vary: (_, text) => rewritten(text, writeAsPython) },
  {
    name: 'secret-with-prefix',
    advice: "The sender has to decode the base64 after 'whsec_', and use those bytes as the key.",
    vary: ({ keys }) => keyedByText(keys, (base64) => `whsec_${base64}`),
  },
  {
    name: 'secret-not-decoded',
    advice: "The sender has to decode the base64 of the secret: it used the text after 'whsec_' as the key.",
    vary: ({ keys }) => keyedByText(keys, (base64) => base64),
  },
  {
    name: 'body-newline-added',
    advice:
      'The sender signs a newline at the end that is not sent: it has to sign the very bytes that it sends.',
    vary: (_, text) => ({ body: `${text}\n` }),
  },
  {
    name: 'body-newline-removed',
    advice: 'A newline was added to the end of the body, by the sender after signing or by what read it.',
    vary: (_, text) => (text.endsWith('\n') ? { body: text.replace(/\r?\n$/, '') } : undefined),
  },
  {
    name: 'body-crlf',
    advice: 'Line ends were changed from CR LF to LF on the way: keep the bytes as they are.',
    vary: (_, text) => (text.includes('\n') ? { body: text.replaceAll(/\r?\n/g, '\r\n') } : undefined),
  },
  {
    name: 'body-bom-removed',
    advice: 'A byte order mark was put before the body after it was signed: send it without one.',
    vary: ({ bytes }) =>
      bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? { body: bytes.subarray(3) } : undefined,
  },
  {
    name: 'body-latin1',
    advice: 'The bytes were read as Latin-1 and written as UTF-8: read the body as bytes, or as UTF-8.',
    vary: (_, text) => asLatin1(text),
  },
  {
    name: 'timestamp-milliseconds',
    advice: 'The sender has to sign, and send, the timestamp in whole seconds.',
    vary: ({ signed: { id, time } }) => ({ head: `${id}.${time.length > 11 ? time : `${time}000`}.` }),
  },
  {
    name: 'id-and-timestamp-swapped',
    advice: `${CONTENT} It puts the timestamp before the id.`,
    vary: ({ signed: { id, time } }) => ({ head: `${time}.${id}.` }),
  },
  {
    name: 'id-not-signed',
    advice: `${CONTENT} It leaves the id out.`,
    vary: ({ signed: { time } }) => ({ head: `${time}.` }),
  },
  { name: 'only-body-signed', advice: `${CONTENT} It signs the body alone.`, vary: () => ({ head: '' }) },
];

/** What one computation costs at least, in bytes hashed meanwhile. */
const LEAST_COST = 1024;
/** What one check of Ed25519 costs at least, likewise: as much as some twenty HMACs of a small body. */
const LEAST_COST_PAIRED = 32_768;

/**
 * Tries the guesses, until one fits or the budget is used up.
 *
 * @param evidence what came, with which secrets to try, and how much may be hashed
 */
export async function guess(evidence: Evidence): Promise<Guessed> {
  const { keys, bytes, signed, budget } = evidence;
  const signatures = [...new Set([...signed.signatures, ...signed.signatures.flatMap(formsOf)])];
  const cost = costOf(evidence, signatures);
  const text = cost <= budget ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) : '';
  const guesses: SignatureGuess[] = [];
  const untried: SignatureGuessName[] = [];
  for (const { name, advice, vary } of CANDIDATES) {
    const affordable = cost * (guesses.length + 1) <= budget;
    if (!affordable) untried.push(name);
    const variation = affordable ? vary(evidence, text) : undefined;
    if (variation === undefined) continue;
    const { head = `${signed.id}.${signed.time}.`, body = bytes, keys: others = keys } = variation;
    const matched = await anyOf(others, (key) => key.matches(head, [body], signatures));
    guesses.push({ name, matched, advice });
    if (matched) return { guesses, untried: [] };
  }
  return { guesses, untried };
}

/** What a guess costs, in bytes hashed: an HMAC serves all signatures, and Ed25519 checks each by itself. */
function costOf({ keys, bytes }: Evidence, signatures: readonly string[]): number {
  const paired = signatures.filter((signature) => signature.startsWith('v1a,')).length;
  const costs = keys.map(({ version }) =>
    version === 'v1'
      ? Math.max(bytes.byteLength, LEAST_COST)
      : Math.max(bytes.byteLength, LEAST_COST_PAIRED) * paired,
  );
  return costs.reduce((sum, each) => sum + each, 0);
}

/** What a signature in another form would be in the right one. */
function formsOf(signature: string): string[] {
  const value = signature.replace(/^(?:v1a?|sha256)[,=:]/i, '');
  const bytes = /^[0-9a-f]{64}$/i.test(value) ? fromHex(value) : fromLenient(value);
  const version = [...SIGNATURE_BYTES].find(([, length]) => length === bytes?.byteLength)?.[0];
  return bytes === undefined || version === undefined ? [] : [`${version},${encodeBase64(bytes)}`];
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function fromLenient(text: string): Uint8Array | undefined {
  const plain = text.replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', '');
  try {
    return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function rewritten(text: string, write: (value: unknown) => string): Variation | undefined {
  try {
    const body = write(JSON.parse(text));
    return body === text ? undefined : { body };
  } catch {
    // Not JSON, or nested too deep to be written.
    return undefined;
  }
}

/** As `json.dumps` writes by default: a space after each comma and colon, and nothing beyond ASCII. */
function writeAsPython(value: unknown): string {
  // No text in JSON holds a bare newline, so those that are there are of the indentation.
  return JSON.stringify(value, null, 1)
    .replaceAll(/,\n */g, ', ')
    .replaceAll(/\n */g, '')
    .replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function asLatin1(text: string): Variation | undefined {
  // eslint-disable-next-line no-control-regex -- Latin-1 is the code points from 0 to 255
  if (!/[\u0080-\u00ff]/.test(text) || !/^[\u0000-\u00ff]*$/.test(text)) return undefined;
  return { body: Uint8Array.from(text, (character) => character.charCodeAt(0)) };
}

const encoder = new TextEncoder();

function keyedByText(keys: readonly Key[], textOf: (base64: string) => string): Variation | undefined {
  const shared = keys.filter(({ version }) => version === 'v1');
  if (shared.length === 0) return undefined;
  return {
    keys: shared.map(({ secret }) =>
      sharedKey(secret, encoder.encode(textOf(encodeBase64(bytesOf(secret))))),
    ),
  };
}
