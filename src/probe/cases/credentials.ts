/**
 * The credentials that stock Maxun can send: a token in the URL, or Basic authentication by its userinfo.
 *
 * @module probe/cases/credentials
 */
import { payload } from '../deliveries.ts';
import {
  type CaseContext,
  type CaseGroup,
  caseGroup,
  fail,
  notApplicable,
  pass,
  type ProbeCase,
} from '../probe-case.ts';
import { expectRefused } from '../verdicts.ts';

const FORGERY =
  'Stock Maxun signs nothing: the token in the URL, or Basic authentication, is all that tells its deliveries from forged ones.';
const FIX =
  'Compare the token (or the user and password) in constant time, and answer 401 if it is not yours.';

/** Whether the URL or the options hold credentials. */
function hasCredentials({ settings: { url, authorization } }: CaseContext): boolean {
  return url.search !== '' || authorization !== undefined;
}

/** The URL with its token taken away, or changed. */
function urlWith(context: CaseContext, change: 'none' | 'wrong'): URL {
  const url = new URL(context.settings.url);
  const pairs = [...url.searchParams].map(([name, value]) => [name, changed(value)]);
  url.search = change === 'none' ? '' : new URLSearchParams(pairs).toString();
  return url;
}

/** As long as before, and different. */
function changed(value: string): string {
  return `${value.slice(0, -1)}${value.endsWith('x') ? 'y' : 'x'}`;
}

function refusedWith(change: 'none' | 'wrong'): ProbeCase['run'] {
  return async (context) => {
    if (!hasCredentials(context)) return notApplicable('Neither the URL nor the options hold credentials.');
    const { authorization } = context.settings;
    const wrong = `Basic ${Buffer.from('probe:wrong').toString('base64')}`;
    const options = {
      url: urlWith(context, change),
      headers: { authorization: authorization === undefined || change === 'none' ? undefined : wrong },
    };
    return expectRefused(await context.deliveries.post(payload(), options));
  };
}

const common = { level: 'stock', severity: 'critical', topic: 'token', why: FORGERY, fix: FIX } as const;

/** Credentials. */
export const credentials: CaseGroup = caseGroup('credentials', common, [
  {
    id: 'credentials-needed',
    name: 'The endpoint asks for credentials',
    dependsOn: ['accepted'],
    requests: 0,
    fix: 'Put a random token of at least 16 characters into the URL (`?token=…`), or user and password (`https://user:password@…`), and check it. If the secret is a part of the path, leave this case out with --skip.',
    run: (context) =>
      hasCredentials(context)
        ? pass()
        : fail('Expected a token in the URL, or user and password; found none: anybody can post here.'),
  },
  {
    id: 'credentials-missing',
    name: 'A delivery without the token or password is refused',
    dependsOn: ['accepted'],
    run: refusedWith('none'),
  },
  {
    id: 'credentials-wrong',
    name: 'A delivery with another token or password is refused',
    dependsOn: ['accepted', 'credentials-missing'],
    run: refusedWith('wrong'),
  },
]);
