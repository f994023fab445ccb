/**
 * The certificate and the versions of TLS. Everything here needs https.
 *
 * @module probe/cases/tls
 */
import { connect, type ConnectionOptions } from 'node:tls';
import {
  type CaseContext,
  type CaseGroup,
  caseGroup,
  fail,
  type Judgement,
  notApplicable,
  pass,
  type ProbeCase,
} from '../probe-case.ts';

const TIMEOUT_MS = 5_000;
const WHY = 'Maxun and every careful sender check the certificate, and send nothing if it is wrong.';

/** What a handshake showed. */
interface Handshake {
  /** OpenSSL's or Node's code for what is wrong with the certificate. */
  readonly problem?: string | undefined;
  /** Why there was no handshake. */
  readonly error?: string | undefined;
  /** The version that both sides agreed on. */
  readonly version?: string | null;
}

async function shakeHands(
  { settings, reach }: CaseContext,
  options: ConnectionOptions = {},
): Promise<Handshake> {
  const { hostname, port } = settings.url;
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve) => {
    // Trust is what is being judged: the certificate is looked at, and nothing is sent.
    const socket = connect({
      host,
      port: Number(port || 443),
      servername: /^[\d.:]+$|:/.test(host) ? '' : host,
      ca: settings.ca,
      rejectUnauthorized: false,
      timeout: TIMEOUT_MS,
      lookup: reach.lookup,
      ...options,
    });
    const end = (result: Handshake): void => {
      resolve(result);
      socket.destroy();
    };
    socket.once('secureConnect', () => {
      const problem = socket.authorized ? undefined : String(socket.authorizationError);
      end({ problem, version: socket.getProtocol() });
    });
    socket.once('timeout', () => end({ error: 'timeout' }));
    socket.on('error', (error: NodeJS.ErrnoException) => end({ error: error.code ?? error.message }));
  });
}

function overTls(judge: (context: CaseContext) => Promise<Judgement>): ProbeCase['run'] {
  return async (context) =>
    context.settings.url.protocol === 'https:' ? judge(context) : notApplicable('The URL is not https.');
}

/** Fails for these problems of a certificate; for any where none are named. */
function withoutProblem(what: string, problems?: RegExp, except?: RegExp): ProbeCase['run'] {
  return overTls(async (context) => {
    const { problem = '', error } = await shakeHands(context);
    if (error !== undefined) return fail(`Expected a TLS connection, got ${error}.`);
    const isWrong = problem !== '' && (problems?.test(problem) ?? true) && except?.test(problem) !== true;
    return isWrong ? fail(`Expected ${what}, found ${problem}.`) : pass();
  });
}

const EXPIRED = /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/;
const WRONG_HOST = /ERR_TLS_CERT_ALTNAME_INVALID/;

/** TLS. */
export const tls: CaseGroup = caseGroup('TLS', { topic: 'tls', severity: 'blocker', why: WHY, requests: 0 }, [
  {
    id: 'tls-expiry',
    name: 'The certificate is valid today',
    fix: 'Renew the certificate, and let it renew itself (ACME).',
    run: withoutProblem('a certificate that is valid today', EXPIRED),
  },
  {
    id: 'tls-host',
    name: 'The certificate is for this host',
    fix: 'Get a certificate with the name of the host that the URL has, or correct the URL.',
    run: withoutProblem('a certificate for this host', WRONG_HOST),
  },
  {
    id: 'tls-trusted',
    name: 'The certificate is of an authority that senders trust',
    fix: 'Use a certificate of a public authority, and send its whole chain. For a private authority give the probe `ca`, and NODE_EXTRA_CA_CERTS to Maxun.',
    run: withoutProblem(
      'a certificate of a trusted authority',
      undefined,
      new RegExp(`${EXPIRED.source}|${WRONG_HOST.source}`),
    ),
  },
  {
    id: 'tls-old-versions',
    name: 'TLS 1.0 and 1.1 are refused',
    severity: 'minor',
    why: 'Both are deprecated (RFC 8996): a connection that falls back to them can be read.',
    fix: 'Allow TLS 1.2 and newer.',
    run: overTls(async (context) => {
      const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
      const { version } = await shakeHands(context, old);
      return version === undefined ? pass() : fail(`Expected a refusal, got ${version}.`);
    }),
  },
]);
