/**
 * The table of all cases, in the order in which they run: what others depend on is first.
 *
 * @module probe/cases
 */
import type { CaseGroup, ProbeCase } from '../probe-case.ts';
import { answers } from './answers.ts';
import { basics } from './basics.ts';
import { bytes } from './bytes.ts';
import { connections, slowUploads } from './connections.ts';
import { credentials } from './credentials.ts';
import { duplicates } from './duplicates.ts';
import { events } from './events.ts';
import { requests } from './requests.ts';
import { signatures } from './signature.ts';
import { sizes } from './sizes.ts';
import { tls } from './tls.ts';

/** A case and the name of its group. */
export type GroupedCase = ProbeCase & { readonly group: string };

const GROUPS: readonly CaseGroup[] = [
  tls,
  basics,
  credentials,
  signatures,
  events,
  bytes,
  duplicates,
  sizes,
  requests,
  connections,
  slowUploads,
  answers,
];

/** Every case. */
export const probeCases: readonly GroupedCase[] = GROUPS.flatMap(({ name, cases }) =>
  cases.map((one) => ({ ...one, group: name })),
);
