/**
 * The delivery as something to paste elsewhere.
 *
 * @module mock-server/inspector/delivery/copy-tab
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { DeliveryDetail } from '../../api/types.ts';
import { toCurl } from '../snippets/curl.ts';
import { toFetch } from '../snippets/fetch.ts';
import type { SnippetInput } from '../snippets/input.ts';
import { toVitest } from '../snippets/vitest.ts';
import { request } from '../state/client.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { headerPairs } from './header-pairs.ts';

/** A form that a delivery can be copied in. */
interface Format {
  readonly name: string;
  readonly label: string;
  readonly about: string;
  readonly write: (input: SnippetInput, detail: DeliveryDetail) => string | Promise<string>;
}

const FORMATS: readonly Format[] = [
  { name: 'curl', label: 'cURL', about: 'The same bytes and headers, from a terminal.', write: toCurl },
  { name: 'fetch', label: 'fetch', about: 'The same bytes and headers, from JavaScript.', write: toFetch },
  {
    name: 'vitest',
    label: 'Vitest test',
    about: 'A test that delivers it to your endpoint.',
    write: toVitest,
  },
  {
    name: 'fixture',
    label: 'Fixture',
    about: 'A file for tests: headers and payload.',
    write: async (_input, { id }) => pretty(await request(`deliveries/${id}/fixture`)),
  },
  {
    name: 'har',
    label: 'HAR',
    about: 'An HTTP archive: for the network tab of a browser, or Charles, or Postman.',
    write: async (_input, { id }) => pretty(await request(`deliveries/${id}/har`)),
  },
];

function pretty(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** Characters of a snippet that are shown; all of it is copied. */
const MAX_SHOWN = 20_000;

/** The delivery as something to paste elsewhere. */
export function CopyTab({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const [name, setName] = useState('curl');
  const format = FORMATS.find((one) => one.name === name) ?? FORMATS[0];
  const text = useSnippet(format, detail);
  return (
    <>
      <div class="section-head">
        <div class="segments" role="group" aria-label="Copy as">
          {FORMATS.map((one) => (
            <button
              key={one.name}
              type="button"
              aria-pressed={one.name === name}
              onClick={() => setName(one.name)}
            >
              {one.label}
            </button>
          ))}
        </div>
        <span class="spacer" />
        {text !== undefined && <CopyButton text={text} what={format?.label ?? ''} label="Copy" primary />}
      </div>
      <p class="quiet">{format?.about}</p>
      <pre class="raw snippet" tabIndex={0} aria-label={format?.label}>
        {text === undefined ? '…' : text.slice(0, MAX_SHOWN)}
        {text !== undefined &&
          text.length > MAX_SHOWN &&
          `\n… (${text.length - MAX_SHOWN} more characters are copied)`}
      </pre>
    </>
  );
}

function useSnippet(format: Format | undefined, detail: DeliveryDetail): string | undefined {
  const [text, setText] = useState<string>();
  const input = useMemo(() => inputOf(detail), [detail]);
  useEffect(() => {
    let current = true;
    const show = (written: string): void => {
      if (current) setText(written);
    };
    Promise.resolve(format?.write(input, detail) ?? '').then(show, (error: Error) => show(error.message));
    return () => {
      current = false;
    };
  }, [format, input, detail]);
  return text;
}

function inputOf(detail: DeliveryDetail): SnippetInput {
  const { method, url, body, isUtf8, eventType, id } = detail;
  const { origin } = location;
  return {
    method,
    url: new URL(url, origin).href,
    headers: headerPairs(detail),
    body,
    isUtf8,
    eventType,
    bodyUrl: `${origin}/__mock/deliveries/${id}/body`,
  };
}
