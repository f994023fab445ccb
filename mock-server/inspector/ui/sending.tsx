/**
 * Sends something by the control API, and shows what became of it.
 *
 * @module mock-server/inspector/ui/sending
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ApiError, SendResult } from '../../api/types.ts';
import { HeaderTable, ResponseBody } from '../delivery/headers-tab.tsx';
import { request } from '../state/client.ts';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';
import { Form, type FormProps, type Values } from './form.tsx';
import type { IconName } from './icon.tsx';
import { formatDuration } from './text.ts';

/** A request of the control API that may name where to send to. */
type Target = Readonly<{ url?: string }>;

/** What {@link SendForm} takes. */
export interface SendFormProps extends Omit<FormProps, 'onSubmit'> {
  /** The route that sends, below `/__mock/`. */
  readonly path: string;
  /** What the route takes. */
  readonly requestOf: (values: Values) => Target;
  /** Written on the button. */
  readonly action: string;
  readonly icon: IconName;
  /** Called after each sending. */
  readonly onSent?: () => void;
}

/** A form that sends something, and shows what became of it. */
export function SendForm(props: SendFormProps): JSX.Element {
  const { path, requestOf, action, icon, onSent, children, onInput } = props;
  const [job, setJob] = useState<{ json: Target; result?: SendResult | Error }>();
  const send = async (json: Target): Promise<void> => {
    setJob({ json });
    const result = await request<SendResult>(path, { method: 'POST', json }).catch((error: Error) => error);
    setJob({ json, result });
    onSent?.();
  };
  return (
    <Form onInput={onInput} onSubmit={(values) => void send(requestOf(values))}>
      {children}
      <Button type="submit" icon={icon} class="button primary" disabled={job !== undefined && !job.result}>
        {action}
      </Button>
      <div class="outcome" role="status" aria-live="polite">
        {job && !job.result && <p class="quiet">Sending …</p>}
        {job?.result instanceof Error && <Banner tone="bad" text={job.result.message} />}
        {job?.result && 'ok' in job.result && (
          <Result result={job.result} url={job.json.url} onAllowed={() => void send(job.json)} />
        )}
      </div>
    </Form>
  );
}

interface ResultProps extends Omit<FailureProps, 'error' | 'next'> {
  readonly result: SendResult;
}

function Result({ result, ...target }: ResultProps): JSX.Element {
  const { ok, url, status, headers, body, durationMs, error } = result;
  if (status === null) {
    const problem = error ?? { error: 'There was no response.' };
    return <Failure error={problem} next="send again" {...target} />;
  }
  return (
    <>
      <Banner
        tone={ok ? 'good' : 'bad'}
        text={`${url} answered ${status} after ${formatDuration(durationMs)}.`}
      />
      <ResponseBody text={body} />
      <details>
        <summary>Headers of the response</summary>
        <HeaderTable pairs={Object.entries(headers)} label="Headers of the response" />
      </details>
    </>
  );
}

/** What {@link Failure} takes. */
export interface FailureProps {
  readonly error: ApiError;
  readonly url: string | undefined;
  /** What is done once its host is allowed, for the label. */
  readonly next: string;
  readonly onAllowed: () => void;
}

/** Why nothing was sent; with a button that allows the host, if its address is private. */
export function Failure({ error, url = '', next, onAllowed }: FailureProps): JSX.Element {
  const [problem, setProblem] = useState<string>();
  const isRefused = error.code === 'ERR_WEBHOOK_ADDRESS_REFUSED' && URL.canParse(url);
  const host = isRefused ? new URL(url).hostname : '';
  const allow = (): void => {
    request('allow', { method: 'POST', json: { host } }).then(onAllowed, ({ message }: Error) =>
      setProblem(message),
    );
  };
  return (
    <>
      <Banner tone="bad" text={problem ?? error.error}>
        {error.code !== undefined && <code>{error.code}</code>}
      </Banner>
      {isRefused && (
        <Button onClick={allow}>
          Allow {host} until the receiver stops, and {next}
        </Button>
      )}
    </>
  );
}
