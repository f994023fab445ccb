/**
 * The verdict, the response, and each check with its result.
 *
 * @module mock-server/inspector/delivery/verdict-tab
 */
import type { JSX } from 'preact';
import type { DeliveryDetail } from '../../api/types.ts';
import { openDelivery } from '../state/route.ts';
import { ToneIcon, TONES } from '../ui/badge.tsx';
import { Banner } from '../ui/banner.tsx';
import { formatDuration } from '../ui/text.ts';
import { type Check, checksOf } from './checks.ts';
import { Findings, linesOf, Sentences } from './findings.tsx';
import { otherHalfOf } from './related.ts';
import { Button } from '../ui/button.tsx';

/** Findings that the verdict shows; all of them are in Diff. */
const MAX_SHOWN = 5;

/** The verdict, and what it is based on. */
export function VerdictTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const { id, verdict } = detail;
  return (
    <>
      <div class="outcomes">
        <Banner
          tone={verdict.level}
          label={verdict.level === 'bad' ? 'Verdict' : `Verdict: expected status ${verdict.expectedStatus}`}
          text={verdict.sentence}
        >
          {verdict.refusal !== undefined && <p>{verdict.refusal}</p>}
          {verdict.fix !== undefined && (
            <p>
              <strong>What to do:</strong> {verdict.fix}
            </p>
          )}
        </Banner>
        <Response detail={detail} />
      </div>
      <Redirect detail={detail} />
      <h2>Checks</h2>
      <ul class="checks">
        {checksOf(detail).map((check) => (
          <CheckLine key={check.name} check={check} id={id} />
        ))}
      </ul>
      <AllFindings detail={detail} />
    </>
  );
}

function AllFindings({ detail: { verdict } }: { detail: DeliveryDetail }): JSX.Element {
  const { quality, issues, drift } = verdict;
  const isUnknown = issues.length > 0;
  const findings = isUnknown ? issues : drift;
  const more = linesOf(findings).length - MAX_SHOWN;
  return (
    <>
      <Sentences title="Unusual for this robot" list={quality} />
      {findings.length > 0 && (
        <>
          <h2>{isUnknown ? 'Why it has no known shape' : 'Differences from the documentation'}</h2>
          <Findings findings={findings} max={MAX_SHOWN} />
          {more > 0 && <p class="quiet">{more} more are in Diff.</p>}
        </>
      )}
    </>
  );
}

const DECIDED_BY = {
  verdict: 'as the verdict says',
  script: 'as the script says',
  forward: 'from the endpoint that it was forwarded to',
  endpoint: 'from the endpoint',
};

/** What the sender got, which a script or a forward may decide instead of the verdict. */
function Response({ detail: { response, verdict } }: { detail: DeliveryDetail }): JSX.Element {
  const { kind, by, status, durationMs } = response;
  if (kind === 'pending') return <Banner tone="pending" label="Response" text="Pending." />;
  const after = durationMs === null ? '' : `, after ${formatDuration(durationMs)}`;
  const tone = status !== verdict.expectedStatus ? 'notice' : status < 300 ? 'good' : 'info';
  return (
    <Banner
      tone={tone}
      label="Response"
      text={`${status ?? `No status (${kind})`}, ${DECIDED_BY[by]}${after}.`}
    />
  );
}

/** What a redirect became of a POST: said of both halves. */
function Redirect({ detail }: { detail: DeliveryDetail }): JSX.Element | null {
  const half = otherHalfOf(detail);
  if (!half) return null;
  const [before, after] =
    detail.method === 'GET'
      ? ['This empty GET is probably what became of POST', `, which was answered ${half.status}.`]
      : ['The sender probably followed the redirect with the empty GET', ', which had no payload.'];
  const text = (
    <>
      {before}{' '}
      <Button class="link" onClick={() => openDelivery(half.id)}>
        #{half.id}
      </Button>
      {after}
    </>
  );
  return <Banner tone="info" text={text} />;
}

function CheckLine({ check: { name, tone, text, tab }, id }: { check: Check; id: string }): JSX.Element {
  return (
    <li>
      <ToneIcon tone={tone} label={TONES[tone]} />
      <span class="check-name">{name}</span>
      <span class="check-text quiet">{text}</span>
      {tab !== undefined && (
        <Button
          class="link"
          aria-label={`More about ${name}, in ${tab}`}
          onClick={() => openDelivery(id, tab)}
        >
          {tab}
        </Button>
      )}
    </li>
  );
}
