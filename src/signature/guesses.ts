/**
 * What a sender may have done instead of what the specification says, tried out against the signatures that came.
 *
 * @module signature/guesses
 */
import type { SignatureGuess, SignatureGuessName } from '../errors/index.ts';
import { encodeBase64 } from './base64.ts';
import { BodyForms } from './body-forms.ts';
import { anyOf, type Key, sharedKey } from './keys.ts';
import { bytesOf, type Secret } from './secret.ts';
import { countPaired, type SignedTexts } from './header-fields.ts';

/** Versions of a signature, by its bytes. */
const VERSIONS: ReadonlyMap<number, string> = new Map([
  [32, 'v1'],
  [64, 'v1a'],
]);

/** What there is to guess with. */
export interface Evidence {
  readonly keys: readonly Key[];
  readonly signed: SignedTexts;
  readonly bytes: Uint8Array;
  /** Bytes that all guesses together may hash or write. A guess that would exceed it is not begun. */
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
  /** Bytes that it writes, at most; none where it leaves the body as it is. */
  readonly writes?: (body: BodyForms) => number;
  /** What the sender would have signed; nothing where that is what was checked already. */
  readonly vary: (evidence: Evidence, body: BodyForms) => Variation | undefined;
}

/** A changed text has at most a second byte for each: a CR before each LF. */
const changing = (body: BodyForms): number => 2 * body.bytes.byteLength;
const rewriting = (body: BodyForms): number => body.rewrittenBytes;

const RAW =
  'Verify the bytes as they came, before any body parser, and never what JSON.stringify writes anew.';
const CONTENT = "The sender must sign 'id.timestamp.' and then the body.";

/** The likeliest first: where the budget ends, the rest is not tried. */
const CANDIDATES: readonly Candidate[] = [
  {
    name: 'signature-form',
    advice: "The sender must write a signature as 'v1,' and padded base64: not hex, not base64url.",
    vary: () => ({}),
  },
  { name: 'body-compact', advice: RAW, writes: rewriting, vary: (_, body) => as(body.compact) },
  { name: 'body-indented', advice: RAW, writes: rewriting, vary: (_, body) => as(body.indented) },
  { name: 'body-spaced', advice: RAW, writes: rewriting, vary: (_, body) => as(body.spaced) },
  {
    name: 'secret-with-prefix',
    advice: "The sender must decode the base64 after 'whsec_', and use those bytes as the key.",
    vary: ({ keys }) => keyedByText(keys, (base64) => `whsec_${base64}`),
  },
  {
    name: 'secret-not-decoded',
    advice: "The sender must decode the base64 of the secret: it used the text after 'whsec_' as the key.",
    vary: ({ keys }) => keyedByText(keys, (base64) => base64),
  },
  {
    name: 'body-newline-added',
    advice:
      'The sender signs a newline at the end that is not sent: it must sign the very bytes that it sends.',
    writes: changing,
    vary: (_, { text }) => ({ body: `${text}\n` }),
  },
  {
    name: 'body-newline-removed',
    advice: 'A newline was added to the end of the body, by the sender after signing or by what read it.',
    writes: changing,
    vary: (_, { text }) => (text.endsWith('\n') ? { body: text.replace(/\r?\n$/, '') } : undefined),
  },
  {
    name: 'body-crlf',
    advice: 'Line ends were changed from CR LF to LF on the way: keep the bytes as they are.',
    writes: changing,
    vary: ({ bytes }) => (bytes.includes(LINE_FEED) ? { body: withCrlf(bytes) } : undefined),
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
    writes: changing,
    vary: (_, { text }) => asLatin1(text),
  },
  {
    name: 'timestamp-milliseconds',
    advice: 'The sender must sign, and send, the timestamp in whole seconds.',
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
 * @param evidence what came, with which secrets to try, and what it may cost
 */
export async function guess(evidence: Evidence): Promise<Guessed> {
  const { keys, bytes, signed, budget } = evidence;
  const signatures = [...new Set([...signed.signatures, ...signed.signatures.flatMap(formsOf)])];
  const hashing = (length: number): number => costOf(keys, countPaired(signatures), length);
  const body = new BodyForms(bytes);
  let left = budget;
  const guesses: SignatureGuess[] = [];
  const untried: SignatureGuessName[] = [];
  for (const { name, advice, writes, vary } of CANDIDATES) {
    const hashed = hashing(bytes.byteLength);
    if (hashed > left || hashed + (writes?.(body) ?? 0) > left) {
      untried.push(name);
      continue;
    }
    const variation = vary(evidence, body);
    if (variation === undefined) continue;
    const { head = `${signed.id}.${signed.time}.`, body: content = bytes, keys: others = keys } = variation;
    left -= hashing(content.length) + (content === bytes ? 0 : content.length);
    const matched = await anyOf(others, (key) => key.matches(head, [content], signatures));
    guesses.push({ name, matched, advice });
    if (matched) return { guesses, untried: [] };
  }
  return { guesses, untried };
}

/** What a guess costs, in bytes hashed: an HMAC serves all signatures, and Ed25519 checks each by itself. */
function costOf(keys: readonly Key[], paired: number, length: number): number {
  const costs = keys.map(({ version }) =>
    version === 'v1' ? Math.max(length, LEAST_COST) : Math.max(length, LEAST_COST_PAIRED) * paired,
  );
  return costs.reduce((sum, each) => sum + each, 0);
}

/** What a signature in another form would be in the right one. */
function formsOf(signature: string): string[] {
  const value = signature.replace(/^(?:v1a?|sha256)[,=:]/i, '');
  const bytes = /^[0-9a-f]{64}$/i.test(value) ? fromHex(value) : fromLenient(value);
  const version = VERSIONS.get(bytes?.byteLength ?? 0);
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

function as(body: string | Uint8Array | undefined): Variation | undefined {
  return body === undefined ? undefined : { body };
}

function asLatin1(text: string): Variation | undefined {
  // eslint-disable-next-line no-control-regex -- Latin-1 is the code points from 0 to 255
  if (!/[\u0080-\u00ff]/.test(text) || !/^[\u0000-\u00ff]*$/.test(text)) return undefined;
  // A loop: `Uint8Array.from` takes twenty times as long.
  const body = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) body[at] = text.charCodeAt(at);
  return { body };
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Puts a CR before each LF that has none. On bytes: a text of a million line ends would take a second. */
function withCrlf(bytes: Uint8Array): Uint8Array {
  const written = new Uint8Array(2 * bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === LINE_FEED && bytes[at - 1] !== CARRIAGE_RETURN) written[length++] = CARRIAGE_RETURN;
    written[length++] = byte;
  }
  return written.subarray(0, length);
}

const encoder = new TextEncoder();

function keyedByText(keys: readonly Key[], textOf: (base64: string) => string): Variation | undefined {
  const shared = keys.filter(({ version }) => version === 'v1').map(({ secret }) => secret);
  if (shared.length === 0) return undefined;
  const keyOf = (secret: Secret): string => textOf(encodeBase64(bytesOf(secret)));
  return { keys: shared.map((secret) => sharedKey(secret, encoder.encode(keyOf(secret)))) };
}
