/**
 * Sends something by the control API, and shows what became of it.
 *
 * @module mock-server/inspector/ui/sending
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SendResult } from '../../api/types.ts';
import { LongText } from '../json/long-text.tsx';
import { request } from '../state/client.ts';
import { Banner } from './banner.tsx';
import { formatDuration } from './text.ts';
import { Button } from './button.tsx';

/** A request of the control API that names where to send to. */
type Target = Readonly<{ url?: string }>;

/** A form that sends something. */
export interface Sending {
  /** Whether it is on its way. */
  readonly busy: boolean;
  readonly send: (path: string, json: Target) => Promise<void>;
  /** What became of it. */
  readonly outcome: JSX.Element;
}

/** Sends, and keeps what became of it. */
export function useSending(): Sending {
  const [job, setJob] = useState<{ path: string; json: Target }>();
  const [result, setResult] = useState<SendResult | string>();
  const busy = job !== undefined && result === undefined;
  const send = async (path: string, json: Target): Promise<void> => {
    setJob({ path, json });
    setResult(undefined);
    await request<SendResult>(path, { method: 'POST', json }).then(setResult, (error: Error) =>
      setResult(error.message),
    );
  };
  const host = hostToAllow(job?.json.url, result);
  const allow = async (): Promise<void> => {
    await request('allow', { method: 'POST', json: { host } }).catch((error: Error) =>
      setResult(error.message),
    );
    if (job) await send(job.path, job.json);
  };
  const outcome = (
    <div class="outcome" role="status" aria-live="polite">
      {busy && <p class="quiet">Sending …</p>}
      {typeof result === 'string' && <Banner tone="bad" text={result} />}
      {typeof result === 'object' && <Result result={result} />}
      {host !== undefined && (
        <p class="actions">
          <Button onClick={() => void allow()}>Allow {host} until the receiver stops, and send again</Button>
        </p>
      )}
    </div>
  );
  return { busy, send, outcome };
}

/** The host that the receiver refused to send to, as its address is private. */
function hostToAllow(url: string | undefined, result: SendResult | string | undefined): string | undefined {
  if (typeof result !== 'object' || result.error?.code !== 'ERR_WEBHOOK_ADDRESS_REFUSED') return undefined;
  return hostOf(url);
}

/** The host of a URL; `undefined` if it is not one. */
export function hostOf(url = ''): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function Result({ result }: { result: SendResult }): JSX.Element {
  const { ok, url, status, headers, body, durationMs, error } = result;
  const sentence =
    status === null
      ? (error?.error ?? 'There was no response.')
      : `${url} answered ${status} after ${formatDuration(durationMs)}.`;
  return (
    <>
      <Banner tone={ok ? 'good' : 'bad'} text={sentence}>
        {error?.code !== undefined && <code>{error.code}</code>}
      </Banner>
      {body !== '' && (
        <pre class="text-block" tabIndex={0} aria-label="Body of the response">
          <LongText text={body} />
        </pre>
      )}
      {Object.keys(headers).length > 0 && (
        <details>
          <summary>Headers of the response</summary>
          <pre class="text-block">
            {Object.entries(headers)
              .map((pair) => pair.join(': '))
              .join('\n')}
          </pre>
        </details>
      )}
    </>
  );
}
