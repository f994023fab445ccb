/**
 * The Express app of the mock receiver: the hook, the page at `/`, and the control API under `/__mock/`.
 *
 * @module mock-server/server/app
 */
import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import express, { type Express, type RequestHandler } from 'express';
import { assetRoutes } from '../api/assets.ts';
import { type ControlContext, controlRoutes } from '../api/routes.ts';
import { type HookContext, receive } from '../hook/receive.ts';
import type { Destination } from '../journal/entry.ts';

/** The methods that the receiver knows: what `OPTIONS *` (RFC 9110, section 9.3.7) and CONNECT are told. */
export const ALLOWED_METHODS = 'GET, HEAD, POST, PUT, DELETE, OPTIONS';

/** What {@link createApp} takes. */
export interface AppOptions {
  readonly hook: HookContext;
  readonly control: ControlContext;
  /** Refuses requests to the page and the control API that are not allowed. */
  readonly access: RequestHandler;
}

/** The app, and the classes that its server must use for requests and responses. */
export interface MockApp {
  readonly handler: RequestListener;
  readonly classes: {
    readonly IncomingMessage: typeof IncomingMessage;
    readonly ServerResponse: typeof ServerResponse;
  };
}

/**
 * The app. It does not listen yet.
 *
 * @param options what its routes work with
 */
export function createApp({ hook, control, access }: AppOptions): MockApp {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const classes = ownClasses(app);
  app.use((request, response, next) => {
    const path = request.url.replace(/\?.*$/s, '');
    const destination = hook.inboxes.destinationOf(path) ?? strayDestination(request.method, path);
    if (destination === undefined) return next();
    return receive(request, response, { destination, context: hook });
  });
  app.use('/__mock/inspector', access);
  app.get('/', access);
  app.use(assetRoutes());
  app.use('/__mock', access, controlRoutes(control));
  app.use((_request, response) => {
    response.status(404).json({ error: 'Not found: there is nothing at this path.' });
  });
  return { handler: listenerOf(app), classes };
}

function listenerOf(app: Express): RequestListener {
  return (request, response) => {
    const isAboutServer = request.method === 'OPTIONS' && request.url === '*';
    if (isAboutServer) return void response.writeHead(204, { allow: ALLOWED_METHODS }).end();
    request.url = originForm(request.url ?? '/');
    return app(request, response);
  };
}

/** The path and query of a request target: a proxy may send it in absolute form (RFC 9112, section 3.2.2). */
function originForm(target: string): string {
  const absolute = /^https?:\/\/[^/?#]*(.*)$/is.exec(target);
  const path = absolute?.[1] ?? target;
  return path.startsWith('/') ? path : `/${path}`;
}

/** A POST to another path is probably a delivery with a mistake in its URL, such as an extra slash. */
function strayDestination(method: string, path: string): Destination | undefined {
  if (method !== 'POST' || /^\/__mock(?:\/|$)/.test(path)) return undefined;
  return { inbox: undefined, late: false, misdirected: true };
}

/**
 * Express gives every request and response its own prototype, which makes them slow objects. The server can make them
 * with that prototype from the start: then there is nothing to change.
 */
function ownClasses(app: Express): MockApp['classes'] {
  class MockRequest extends IncomingMessage {}
  class MockResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {}
  Object.setPrototypeOf(MockRequest.prototype, app.request);
  Object.setPrototypeOf(MockResponse.prototype, app.response);
  Object.assign(app, { request: MockRequest.prototype, response: MockResponse.prototype });
  return { IncomingMessage: MockRequest, ServerResponse: MockResponse };
}
