/**
 * What differs: from the documented contract, and from another delivery of the same run.
 *
 * @module mock-server/inspector/delivery/diff-tab
 */
import type { JSX } from 'preact';
import type { DeliveryDetail } from '../../api/types.ts';
import { useShowMore } from '../json/show-more.tsx';
import { countOf } from '../ui/text.ts';
import { DeliveryDiff } from './delivery-diff.tsx';
import { Findings, linesOf } from './findings.tsx';
import { relatedOf } from './related.ts';

/** What differs. */
export function DiffTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const related = relatedOf(detail).filter(({ id }) => id !== detail.id);
  return (
    <>
      <h2>From the documented contract</h2>
      <ContractDiff detail={detail} />
      <h2>From another delivery</h2>
      {related.length === 0 ? (
        <p class="quiet">There is no other attempt, and no other event of the same run.</p>
      ) : (
        <DeliveryDiff detail={detail} others={related} />
      )}
    </>
  );
}

/** What differs from the documented contract. */
export function ContractDiff({ detail: { isJson, verdict } }: { detail: DeliveryDetail }): JSX.Element {
  const { drift, issues } = verdict;
  // What the documented contract refuses is drift too; issues with every shape come on top of that.
  const known = new Set(drift.map(({ path, kind }) => `${kind} ${path}`));
  const findings = [...issues.filter(({ path, kind }) => !known.has(`${kind} ${path}`)), ...drift];
  const lines = linesOf(findings).length;
  const [shown, more] = useShowMore(lines, 50);
  if (!isJson) return <p class="quiet">The body cannot be read as JSON: see Raw for its bytes.</p>;
  if (findings.length === 0) return <p>Nothing differs.</p>;
  const allowed = findings.filter(({ kind }) => kind === 'extra').length;
  return (
    <>
      <p class="quiet">
        {countOf(findings.length - allowed, 'difference')} that the documentation does not allow, {allowed}{' '}
        that it does.
        {lines < findings.length && ' A renamed field counts as two: one is missing, one is extra.'}
      </p>
      <Findings findings={findings} max={shown} />
      {more}
    </>
  );
}
