/**
 * What became of something that was sent.
 *
 * @module mock-server/inspector/ui/send-outcome
 */
import type { JSX } from 'preact';
import type { SendResult } from '../../api/types.ts';
import { LevelIcon } from './level.tsx';
import { LongText } from '../json/long-text.tsx';
import { formatDuration } from './text.ts';

/** Not sent yet, on its way, answered, or never sent. */
export type Outcome = undefined | 'sending' | SendResult | { readonly problem: string };

/** What became of something that was sent. */
export function SendOutcome({ outcome }: { outcome: Outcome }): JSX.Element {
  return (
    <div class="outcome" role="status" aria-live="polite">
      {outcome === 'sending' && <p class="quiet">On its way …</p>}
      {typeof outcome === 'object' && 'problem' in outcome && (
        <div class="banner banner-bad">
          <LevelIcon tone="bad" />
          <p class="banner-sentence">{outcome.problem}</p>
        </div>
      )}
      {typeof outcome === 'object' && 'url' in outcome && <Result result={outcome} />}
    </div>
  );
}

function Result({
  result: { ok, url, status, headers, body, durationMs, error },
}: {
  result: SendResult;
}): JSX.Element {
  const tone = ok ? 'good' : 'bad';
  const sentence =
    status === null
      ? (error?.error ?? 'There was no answer.')
      : `${url} answered ${status} after ${formatDuration(durationMs)}.`;
  return (
    <>
      <div class={`banner banner-${tone}`}>
        <LevelIcon tone={tone} />
        <div>
          <p class="banner-sentence">{sentence}</p>
          {error?.code !== undefined && <code>{error.code}</code>}
        </div>
      </div>
      {body !== '' && (
        <pre class="answer-body" tabIndex={0} aria-label="Body of the answer">
          <LongText text={body} />
        </pre>
      )}
      {Object.keys(headers).length > 0 && (
        <details>
          <summary>Headers of the answer</summary>
          <pre class="answer-body">
            {Object.entries(headers)
              .map((pair) => pair.join(': '))
              .join('\n')}
          </pre>
        </details>
      )}
    </>
  );
}
