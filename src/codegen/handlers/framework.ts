/**
 * What a framework writes into the generated files.
 *
 * @module codegen/handlers/framework
 */
import type { AuthText } from './auth.ts';
import type { Language } from './choices.ts';
import { HEAD, importOfReceiver, readVariable, receiverExpression } from './receiver-text.ts';
import { sortImports } from './template.ts';

/** Everything about one framework. Texts are templates: see `inLanguage`. */
export interface FrameworkText {
  /** Name of the file without its extension. Default: `maxun-webhooks`. */
  readonly file?: string;
  /** Packages that the files import. */
  readonly packages?: readonly string[];
  /** Packages that only TypeScript needs. */
  readonly types?: readonly string[];
  /** The file of the handlers. */
  handlers(this: void, auth: AuthText, language: Language): string;
  readonly test: {
    /** Import lines. */
    readonly imports?: readonly string[];
    /** What the test takes of the generated file. Default: `maxunWebhooks`. */
    readonly takes?: string;
    /** Statements that return a server of `node:http`, with what is taken in scope. */
    readonly start: string;
    /** Functions after the tests. */
    readonly functions?: string;
  };
  /** How the app uses it: code for the reader. */
  readonly mount: string;
}

/** A file with the receiver as a constant, and what connects it to the framework. */
export interface PlainFile {
  /** Import lines. */
  readonly imports: readonly string[];
  /** What follows the receiver. */
  readonly mount: string;
  /** Whether the receiver is exported, for other files to register handlers. Default: `true`. */
  readonly isExported?: boolean;
}

/**
 * @param file what differs between frameworks
 * @returns the function `handlers` of a {@link FrameworkText}
 */
export function plainFile({ imports, mount, isExported = true }: PlainFile): FrameworkText['handlers'] {
  return (auth) => {
    const variable = readVariable(auth, 'process.env');
    const declaration = `${isExported ? 'export ' : ''}const receiver = ${receiverExpression(auth)}\n`;
    const head = `${HEAD}${sortImports([importOfReceiver(auth), ...imports])}`;
    return [head, ...(variable === '' ? [] : [variable]), declaration, mount].join('\n');
  };
}

/** For a test: a server of `node:http` in front of a function from `Request` to `Response`. */
export const serveWeb: string = `/** A server of Node in front of a function that takes a Request. */
function serveWeb(handle⟦: (request: Request) => Response | Promise<Response>⟧)⟦: Server⟧ {
  return createServer(async (request, response) => {
    const { method = 'GET', url, headers } = request;
    const init = { method, headers: headers⟦ as Record<string, string>⟧ };
    const body = method === 'GET' ? null : new Uint8Array(await buffer(request));
    const answer = await handle(new Request(\`http://\${headers.host}\${url}\`, { ...init, body }));
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
}
`;

/** What {@link serveWeb} imports. */
export const serveWebImports: readonly string[] = [`import { buffer } from 'node:stream/consumers';`];
