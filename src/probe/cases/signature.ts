/**
 * Signatures: what must be accepted, what must be refused.
 *
 * @module probe/cases/signature
 */
import { randomBytes } from 'node:crypto';
import { generateSecret } from '../../signature/index.ts';
import { bytesOf, newId, payload, secondsFromNow } from '../deliveries.ts';
import { type CaseGroup, caseGroup, notApplicable } from '../probe-case.ts';
import { accepts, expectAccepted, refuses } from '../verdicts.ts';

/** Seconds that a clock and the network may be off at the edge of the tolerance. */
const EDGE_SECONDS = 15;
/** Seconds beyond the tolerance that are certainly too many. */
const BEYOND_SECONDS = 60;

const FORGERY =
  'Whoever knows the URL can send events of their own: results that no robot found, in your database.';
const SIGNED_PARTS =
  'The HMAC covers `webhook-id`, `webhook-timestamp` and the body: `${id}.${timestamp}.${body}`.';
const REPLAY = 'Whoever has seen one signed delivery can send it again for ever.';

/** 32 bytes that no secret made, as `v1` writes them. */
function foreign(version = 'v1'): string {
  return `${version},${randomBytes(32).toString('base64')}`;
}

/** Another signature than the right one, of the same form. */
function tampered(signature: string): string {
  const at = signature.length - 10;
  return `${signature.slice(0, at)}${signature[at] === 'A' ? 'B' : 'A'}${signature.slice(at + 1)}`;
}

function titleCase(name: string): string {
  return name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

/** Where any signature passes, what is signed does not matter. */
const verified = ['accepted', 'signature-missing', 'signature-wrong-secret'];
const forged = { level: 'signed', topic: 'verify', severity: 'critical', dependsOn: verified } as const;
const fresh = { ...forged, topic: 'freshness', dependsOn: [...verified, 'timestamp-stale'] } as const;
const several = { ...forged, severity: 'major', dependsOn: ['accepted'] } as const;

const forgeries = caseGroup('signature', forged, [
  {
    id: 'signature-missing',
    name: 'A delivery without a signature is refused',
    dependsOn: ['accepted'],
    why: FORGERY,
    fix: 'Verify every delivery, and answer 401 where a signing header is missing.',
    run: refuses(() => ({
      headers: { 'webhook-id': undefined, 'webhook-timestamp': undefined, 'webhook-signature': undefined },
    })),
  },
  {
    id: 'signature-wrong-secret',
    name: 'A signature of another secret is refused',
    dependsOn: ['accepted', 'signature-missing'],
    why: FORGERY,
    fix: 'Compare the signature with the HMAC of your own secret, and answer 401 where none matches.',
    run: refuses(async ({ settings }) => {
      const type = settings.secrets[0]?.startsWith('whsk_') === true ? 'v1a' : 'v1';
      const { secret } = type === 'v1' ? await generateSecret() : await generateSecret({ type });
      return { secrets: [secret] };
    }),
  },
  {
    id: 'signature-tampered',
    name: 'A changed signature is refused',
    why: FORGERY,
    fix: 'Compare the whole signature, all of its bytes.',
    run: refuses(() => ({ signature: tampered })),
  },
  {
    id: 'body-tampered',
    name: 'A changed body is refused',
    why: 'A proxy, or whoever holds an old delivery, could change what the robot found.',
    fix: SIGNED_PARTS,
    run: refuses(() => ({ signedBody: bytesOf(payload()) })),
  },
  {
    id: 'id-swapped',
    name: 'A delivery under another id is refused',
    why: 'With an id that is not signed, a replay gets past deduplication.',
    fix: SIGNED_PARTS,
    run: refuses(() => ({ headers: { 'webhook-id': newId() } })),
  },
  {
    id: 'timestamp-swapped',
    name: 'A delivery with another timestamp is refused',
    why: REPLAY,
    fix: SIGNED_PARTS,
    run: refuses(() => ({ headers: { 'webhook-timestamp': secondsFromNow(-7) } })),
  },
]);

const freshness = caseGroup('signature', fresh, [
  {
    id: 'timestamp-stale',
    name: 'A delivery from long ago is refused',
    dependsOn: verified,
    why: REPLAY,
    fix: 'Refuse a `webhook-timestamp` that is more than 300 s old.',
    run: refuses(({ settings }) => ({
      timestamp: secondsFromNow(-settings.toleranceSeconds - BEYOND_SECONDS),
    })),
  },
  {
    id: 'timestamp-future',
    name: 'A delivery from the future is refused',
    why: 'A tolerance that looks only back lets a delivery with a late timestamp be replayed until that time has come.',
    fix: 'Compare the absolute difference between `webhook-timestamp` and now with 300 s.',
    run: refuses(({ settings }) => ({
      timestamp: secondsFromNow(settings.toleranceSeconds + BEYOND_SECONDS),
    })),
  },
  {
    id: 'timestamp-not-a-number',
    name: 'A timestamp that is not a number is refused',
    why: 'A comparison with NaN is false: such a check lets everything pass.',
    fix: 'Take only whole Unix seconds, and answer 401 to anything else.',
    run: refuses(() => ({ timestamp: 'soon' })),
  },
  ...(['past', 'future'] as const).map((side) => ({
    severity: 'major' as const,
    dependsOn: ['accepted'],
    id: `timestamp-edge-${side}`,
    name: `A delivery just within the tolerance is accepted (${side})`,
    why: "Clocks differ, and a sender's queue may hold an attempt for a moment: 300 s both ways is what libraries allow.",
    fix: 'Allow 300 s both ways, in seconds: `webhook-timestamp` is not in milliseconds.',
    run: accepts(({ settings }) => {
      const seconds = settings.toleranceSeconds - EDGE_SECONDS;
      return { timestamp: secondsFromNow(side === 'past' ? -seconds : seconds) };
    }),
  })),
]);

const lists = caseGroup('signature', several, [
  {
    id: 'signature-second',
    name: 'The right signature is found in any place',
    why: 'While a secret is rotated, the header holds a signature of each: yours may be the second.',
    fix: 'Split `webhook-signature` at spaces, and accept if any of its signatures matches.',
    run: accepts(() => ({ signature: (signature) => `${foreign()} ${foreign()} ${signature}` })),
  },
  {
    id: 'signature-first',
    name: 'Signatures after the right one do no harm',
    why: 'While a secret is rotated, the header holds a signature of each: yours may be the first.',
    fix: 'Split `webhook-signature` at spaces, and accept if any of its signatures matches.',
    run: accepts(() => ({ signature: (signature) => `${signature} ${foreign()}` })),
  },
  {
    id: 'signature-unknown-version',
    name: 'Signatures of unknown versions are passed over',
    dependsOn: ['accepted', 'signature-second'],
    why: 'Standard Webhooks may add versions: `v1a` is one already. Receivers skip those that they do not know.',
    fix: 'Look only at the signatures that begin with `v1,`, and pass over the others.',
    run: accepts(() => ({ signature: (signature) => `${foreign('v9')} ${signature} ${foreign('v2')}` })),
  },
  {
    id: 'rotation',
    name: 'Each secret of a rotation is accepted',
    requests: 2,
    why: 'Old deliveries are signed with the old secret while new ones have the new: an endpoint with one secret loses either.',
    fix: 'Keep a list of secrets, and accept a signature of any of them.',
    async run({ deliveries, settings: { secrets } }) {
      if (secrets.length < 2) return notApplicable('Only one secret was given.');
      const exchanges = [];
      for (const secret of secrets) exchanges.push(await deliveries.post(payload(), { secrets: [secret] }));
      return expectAccepted(...exchanges);
    },
  },
  {
    id: 'header-case',
    name: 'Header names are read in any case',
    why: 'HTTP header names have no case: proxies and senders write `Webhook-Id` as well as `webhook-id`.',
    fix: "Read headers by your framework's own function, which ignores case, and not from the raw list.",
    run: accepts(() => ({ writeName: titleCase })),
  },
  {
    severity: 'info',
    id: 'constant-time',
    name: 'Signatures are compared in constant time',
    why: 'A comparison that stops at the first difference lets a patient forger guess byte after byte.',
    fix: 'Compare with `crypto.timingSafeEqual`, `hmac.compare_digest`, `hmac.Equal` or the like.',
    run: () => ({ outcome: 'not-judged', reason: 'This cannot be seen from outside: look at the code.' }),
  },
]);

/** Signatures. */
export const signatures: CaseGroup = {
  name: 'signature',
  cases: [...forgeries.cases, ...freshness.cases, ...lists.cases],
};
