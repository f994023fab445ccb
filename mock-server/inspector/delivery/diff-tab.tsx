/**
 * What differs: from the documented contract, and from another delivery of the same run.
 *
 * @module mock-server/inspector/delivery/diff-tab
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeliveryDetail } from '../../api/types.ts';
import { countOf } from '../ui/text.ts';
import { DeliveryDiff } from './delivery-diff.tsx';
import { FindingList } from './finding-list.tsx';
import { relatedOf } from './related.ts';

/** Findings that are shown at once. */
const PAGE = 50;

/** What differs. */
export function DiffTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const related = relatedOf(detail).filter(({ id }) => id !== detail.id);
  return (
    <>
      <h2>Against the contract</h2>
      <ContractDiff detail={detail} />
      <h2>Against another delivery</h2>
      {related.length === 0 ? (
        <p class="quiet">There is no other attempt, and no other event of the same run.</p>
      ) : (
        <DeliveryDiff detail={detail} others={related} />
      )}
    </>
  );
}

function ContractDiff({ detail: { id, verdict, isUtf8 } }: { detail: DeliveryDetail }): JSX.Element {
  const [shown, setShown] = useState(PAGE);
  const { drift, issues, refusal } = verdict;
  // What the documented contract refuses is drift as well; what no shape has comes on top of that.
  const known = new Set(drift.map(({ path, kind }) => `${kind} ${path}`));
  const findings = [...issues.filter(({ path, kind }) => !known.has(`${kind} ${path}`)), ...drift];
  if (refusal !== undefined && findings.length === 0)
    return <p class="quiet">{isUtf8 ? refusal : `${refusal} Its bytes are in Raw.`}</p>;
  if (findings.length === 0) return <p>Every field is as documented, and none is absent.</p>;
  const breaking = findings.filter(({ kind }) => kind !== 'extra').length;
  const rest = findings.length - shown;
  return (
    <>
      <p class="quiet">
        {breaking === 0
          ? 'Nothing breaks it'
          : `${countOf(breaking, 'difference')} ${breaking === 1 ? 'breaks' : 'break'} it`}
        ; {countOf(findings.length - breaking, 'field')} more or less than documented.
      </p>
      <FindingList findings={findings.slice(0, shown)} id={id} />
      {rest > 0 && (
        <button type="button" class="link" onClick={() => setShown(shown + PAGE * 4)}>
          {rest} more
        </button>
      )}
    </>
  );
}
