/**
 * Large bodies: Maxun sends whole pages.
 *
 * @module probe/cases/sizes
 */
import { fixture, withMarkdown } from '../../simulate/index.ts';
import { type CaseGroup, caseGroup, fail, pass } from '../probe-case.ts';
import { accepts, describeAnswer, isAccepted } from '../verdicts.ts';

const WHY =
  'Maxun sends whole pages as Markdown and HTML: bodies reach megabytes, and 413 loses the run for good.';
const FIX =
  'Raise the limit of the body on this route to 10 MB, in the framework and in the proxy before it.';

/** What an endpoint closes the connection with, when it wants no more of a body. */
const CLOSED = new Set(['ECONNRESET', 'EPIPE']);

/** A page of so many bytes. */
function page(bytes: number): object {
  return withMarkdown(fixture('scrape-run'), bytes);
}

const common = { severity: 'major', topic: 'limit', dependsOn: ['accepted'], fix: FIX } as const;

/** Sizes. */
export const sizes: CaseGroup = caseGroup('sizes', common, [
  {
    id: 'size-101kb',
    name: 'A body of 101 kB is accepted',
    why: `${WHY} Express and its like stop at 100 kB by default.`,
    run: accepts(() => ({ content: page(103_000) })),
  },
  {
    id: 'size-1mb',
    name: 'A body of more than 1 MB is accepted',
    why: `${WHY} Fastify, nginx and others stop at 1 MB by default.`,
    dependsOn: ['accepted', 'size-101kb'],
    run: accepts(() => ({ content: page(1_060_000) })),
  },
  {
    id: 'size-10mb',
    name: 'A body of 10 MB gets an answer',
    severity: 'minor',
    why: 'Whether it is accepted or refused with 413, the sender must hear it: an endpoint that hangs is tried again, three times 10 MB.',
    fix: 'Answer 413 above your limit, and parse large bodies in a bounded time.',
    async run({ deliveries, settings }) {
      const timeoutMs = Math.min(settings.timeoutMs, 10_000);
      const exchange = await deliveries.post(page(9_500_000), { timeoutMs });
      const { status, error = '' } = exchange.received;
      if (isAccepted(exchange) || status === 413 || CLOSED.has(error)) return pass(exchange);
      return fail(`Expected 2xx or 413, got ${describeAnswer(exchange)}.`, exchange);
    },
  },
]);
