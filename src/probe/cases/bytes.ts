/**
 * Bodies whose bytes change when they are parsed and written again: the signature covers the bytes.
 *
 * @module probe/cases/bytes
 */
import { payload } from '../deliveries.ts';
import type { CaseGroup, ProbeCase } from '../probe-case.ts';
import { accepts } from '../verdicts.ts';

const WHY =
  'The signature covers the bytes as they were sent. JSON that is parsed and written again has others: ';
const FIX =
  'Verify over the raw body, before any parser. Never verify `JSON.stringify(request.body)` or decoded text.';

interface ByteCase extends Pick<ProbeCase, 'id' | 'name'> {
  readonly what: string;
  readonly write: (json: string) => string;
}

/** Puts members into the envelope. */
function withMembers(members: string): (json: string) => string {
  return (json) => `{${members},${json.slice(1)}`;
}

const CASES: readonly ByteCase[] = [
  {
    id: 'bytes-spaces',
    name: 'White space in JSON does not matter',
    what: 'spaces and line ends are lost.',
    write: (json) => JSON.stringify(JSON.parse(json), undefined, 2),
  },
  {
    id: 'bytes-key-order',
    name: 'The order of keys does not matter',
    what: 'JavaScript puts keys that are whole numbers first.',
    write: withMembers('"10":1,"9":2,"b":3,"1":4'),
  },
  {
    id: 'bytes-escapes',
    name: 'Escapes in JSON do not matter',
    what: '`\\u0041` becomes `A`, and `\\/` becomes `/`.',
    write: withMembers('"escaped":"\\u0041\\/\\u00e9"'),
  },
  {
    id: 'bytes-numbers',
    name: 'Ways to write a number do not matter',
    what: '`1.0`, `1e3` and numbers of more than 15 digits change.',
    write: withMembers('"numbers":[1.0,1e3,12345678901234567890,-0]'),
  },
  {
    id: 'bytes-utf8',
    name: 'Text beyond ASCII does not matter',
    what: 'text that is decoded as Latin-1, or escaped again, has other bytes. Pages are full of it.',
    write: withMembers('"text":"Größe ≥ 3 · 価格 · 🦊"'),
  },
];

/** Bodies that are not what a parser writes. */
export const bytes: CaseGroup = {
  name: 'raw bytes',
  cases: CASES.map(({ id, name, what, write }) => ({
    id,
    name,
    severity: 'critical',
    level: 'signed',
    why: WHY + what,
    fix: FIX,
    topic: 'verify',
    // An endpoint that verifies over its own JSON fails all of these; but for spaces they are members that it does not know.
    dependsOn: id === 'bytes-spaces' ? ['accepted'] : ['accepted', 'bytes-spaces', 'unknown-field'],
    run: accepts(() => ({ content: Buffer.from(write(JSON.stringify(payload()))) })),
  })),
};
