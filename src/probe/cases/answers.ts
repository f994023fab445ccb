/**
 * What the answers say that they should not: judged over everything that came back.
 *
 * @module probe/cases/answers
 */
import type { Exchange } from '../client.ts';
import {
  type CaseContext,
  type CaseGroup,
  caseGroup,
  fail,
  type Judgement,
  pass,
  type ProbeCase,
} from '../probe-case.ts';

const WHY = 'Whatever an answer says about the inside, a stranger who posts garbage reads as well.';
const FIX = 'Answer a status and a short, fixed text; keep the details for your log.';

const STACK =
  /^\s+at .+[:(]\d*|Traceback \(most recent call last\)|^\s*File ".+", line \d+|\bgoroutine \d+ \[|\.(?:java|kt|rb|go):\d+/m;
const PATH = /(?:^|[\s"'(>])(?:\/(?:home|Users|app|usr|var|opt|srv|root|tmp)\/[\w./-]+|[A-Z]:\\[\w\\.-]+)/;
const VERSION = /\d+\.\d+/;
const VERSION_HEADERS = [
  'server',
  'x-powered-by',
  'x-aspnet-version',
  'x-aspnetmvc-version',
  'x-runtime-version',
];

/** Text that only an answer which repeats the body has. */
const MARKER = 'probe-echo-7f3a9c';

/** The first answer with something in it that should not be there. */
function found(
  context: CaseContext,
  what: string,
  look: (exchange: Exchange) => string | undefined,
): Judgement {
  for (const exchange of context.exchanges) {
    const text = look(exchange);
    if (text !== undefined)
      return fail(`Expected no ${what} in an answer, found ${JSON.stringify(text)}.`, exchange);
  }
  return pass();
}

function inBody(what: string, pattern: RegExp): ProbeCase['run'] {
  return (context) =>
    found(context, what, ({ received: { body } }) => pattern.exec(body)?.[0].trim().slice(0, 120));
}

const common = {
  severity: 'minor',
  topic: 'answer',
  dependsOn: ['accepted'],
  why: WHY,
  fix: FIX,
  requests: 0,
} as const;

/** Leaks. */
export const answers: CaseGroup = caseGroup('answers', common, [
  { id: 'leak-stack', name: 'No answer holds a stack trace', run: inBody('stack trace', STACK) },
  {
    id: 'leak-path',
    name: 'No answer holds a path of the server',
    dependsOn: ['accepted', 'leak-stack'],
    run: inBody('path of the server', PATH),
  },
  {
    id: 'leak-version',
    name: 'No header tells a version',
    fix: 'Take the version out of `Server`, `X-Powered-By` and the like, in the framework or in the proxy.',
    topic: 'version',
    run: (context) =>
      found(context, 'version', ({ received: { headers } }) => {
        const name = VERSION_HEADERS.find((header) => VERSION.test(headers[header] ?? ''));
        return name === undefined ? undefined : `${name}: ${headers[name]}`;
      }),
  },
  {
    id: 'leak-echo',
    name: 'No answer repeats the body',
    requests: 2,
    why: `${WHY} An answer that repeats the body as HTML runs its scripts.`,
    async run(context) {
      const { deliveries } = context;
      await deliveries.post({ event_type: MARKER, timestamp: MARKER, data: { [MARKER]: MARKER } });
      await deliveries.post(Buffer.from(`<script>${MARKER}</script>`));
      return found(context, 'part of the body', ({ received: { body } }) =>
        body.includes(MARKER) ? body.slice(0, 120) : undefined,
      );
    },
  },
]);
