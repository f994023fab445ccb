/**
 * A delivery as a command for curl.
 *
 * @module mock-server/inspector/snippets/curl
 */
import { headersToSend, type SnippetInput } from './input.ts';
import { quoteShell } from './shell.ts';

/** Linux takes no longer argument than 128 KiB (MAX_ARG_STRLEN); a body may take four bytes a character. */
const MAX_ARGUMENT = 32_000;

/**
 * A command that sends the same bytes once more. What no command line can carry is read from the receiver first.
 *
 * @param input the delivery
 */
export function toCurl(input: SnippetInput): string {
  const { method, url, headers, body, bodyUrl } = input;
  const piped = !fitsArgument(input);
  const lines = [
    `curl -X ${quoteShell(method)} ${quoteShell(url)}`,
    ...headersToSend(headers).map(([name, value]) => `-H ${quoteShell(headerArgument(name, value))}`),
    piped ? '--data-binary @-' : `--data-raw ${quoteShell(body)}`,
  ];
  const command = lines.join(' \\\n  ');
  return piped ? `curl -s ${quoteShell(bodyUrl)} | ${command}` : command;
}

function fitsArgument({ body, isUtf8 }: SnippetInput): boolean {
  return isUtf8 && body.length <= MAX_ARGUMENT && !body.includes('\0');
}

/** curl leaves a header without a value out, unless it ends in a semicolon. */
function headerArgument(name: string, value: string): string {
  return value === '' ? `${name};` : `${name}: ${value}`;
}
