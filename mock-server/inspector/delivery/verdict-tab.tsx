/**
 * The verdict: a sentence, what to do, and each check with its result.
 *
 * @module mock-server/inspector/delivery/verdict-tab
 */
import type { ComponentChildren, JSX } from 'preact';
import type { DeliveryDetail } from '../../api/types.ts';
import { openDelivery, type Tab } from '../state/route.ts';
import { LevelIcon } from '../ui/level.tsx';
import { checksOf, type Check } from './checks.ts';
import { FindingList } from './finding-list.tsx';

/** Findings that the verdict shows; the rest is in the tab for it. */
const MAX_SHOWN = 5;

/** The verdict. */
export function VerdictTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const { verdict } = detail;
  return (
    <>
      <Banner detail={detail} />
      <h2>Checks</h2>
      <ul class="checks">
        {checksOf(detail).map((check) => (
          <CheckLine key={check.name} check={check} id={detail.id} />
        ))}
      </ul>
      {verdict.issues.length > 0 && (
        <>
          <h2>Why it is of no known shape</h2>
          <FindingList findings={verdict.issues} id={detail.id} />
        </>
      )}
      {verdict.issues.length === 0 && verdict.drift.length > 0 && <Drift detail={detail} />}
    </>
  );
}

function Banner({ detail: { verdict } }: { detail: DeliveryDetail }): JSX.Element {
  return (
    <div class={`banner banner-${verdict.level}`}>
      <LevelIcon tone={verdict.level} />
      <div>
        <p class="banner-sentence">{verdict.sentence}</p>
        {verdict.fix !== undefined && (
          <p class="banner-fix">
            <strong>What to do</strong> {verdict.fix}
          </p>
        )}
        {verdict.refusal !== undefined && verdict.refusal !== verdict.sentence && <p>{verdict.refusal}</p>}
      </div>
    </div>
  );
}

function CheckLine({ check: { name, tone, text, tab }, id }: { check: Check; id: string }): JSX.Element {
  return (
    <li>
      <LevelIcon tone={tone} />
      <span class="check-name">{name}</span>
      <span class="check-text">{text}</span>
      {tab !== undefined && <TabLink id={id} tab={tab} about={name} />}
    </li>
  );
}

function TabLink({ id, tab, about }: { id: string; tab: Tab; about: string }): JSX.Element {
  return (
    <button
      type="button"
      class="link"
      aria-label={`More about: ${about}`}
      onClick={() => openDelivery(id, tab)}
    >
      {tab}
    </button>
  );
}

function Drift({ detail: { id, verdict } }: { detail: DeliveryDetail }): JSX.Element {
  const rest = verdict.drift.length - MAX_SHOWN;
  return (
    <Section title="Other than documented">
      <FindingList findings={verdict.drift.slice(0, MAX_SHOWN)} id={id} />
      {rest > 0 && (
        <button type="button" class="link" onClick={() => openDelivery(id, 'diff')}>
          {rest} more in Diff
        </button>
      )}
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <>
      <h2>{title}</h2>
      {children}
    </>
  );
}
