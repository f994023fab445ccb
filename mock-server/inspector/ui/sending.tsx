/**
 * Sends something by the control API, and shows what became of it.
 *
 * @module mock-server/inspector/ui/sending
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SendResult } from '../../api/types.ts';
import { ResponseBody } from '../delivery/headers-tab.tsx';
import { request } from '../state/client.ts';
import { AllowHost } from './allow-host.tsx';
import { Banner } from './banner.tsx';
import { formatDuration } from './text.ts';

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
  const outcome = (
    <div class="outcome" role="status" aria-live="polite">
      {busy && <p class="quiet">Sending …</p>}
      {typeof result === 'string' && <Banner tone="bad" text={result} />}
      {typeof result === 'object' && <Result result={result} />}
      {typeof result === 'object' && (
        <AllowHost
          url={job?.json.url}
          code={result.error?.code}
          next="send again"
          onAllowed={() => void (job && send(job.path, job.json))}
        />
      )}
    </div>
  );
  return { busy, send, outcome };
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
      <ResponseBody text={body} />
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
