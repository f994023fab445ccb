/**
 * Lets the receiver send to a host that it refused.
 *
 * @module mock-server/inspector/ui/allow-host
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { request } from '../state/client.ts';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';

/** What {@link AllowHost} takes. */
export interface AllowHostProps {
  readonly url: string | undefined;
  /** Of the problem: only a refused address can be allowed. */
  readonly code: string | undefined;
  /** What is done once it is allowed, for the label. */
  readonly next: string;
  readonly onAllowed: () => void;
}

/** A button that allows a host whose address is private; nothing for another problem. */
export function AllowHost({ url = '', code, next, onAllowed }: AllowHostProps): JSX.Element | null {
  const [problem, setProblem] = useState('');
  if (code !== 'ERR_WEBHOOK_ADDRESS_REFUSED' || !URL.canParse(url)) return null;
  const host = new URL(url).hostname;
  const allow = (): void => {
    request('allow', { method: 'POST', json: { host } }).then(onAllowed, ({ message }: Error) =>
      setProblem(message),
    );
  };
  return (
    <>
      {problem !== '' && <Banner tone="bad" text={problem} />}
      <p class="line">
        <Button onClick={allow}>
          Allow {host} until the receiver stops, and {next}
        </Button>
      </p>
    </>
  );
}
