/**
 * What has to hold in every runtime: the main entry point, run through. It is bundled and run as it is in each of them, so
 * it has nothing of Node in it, nor of Vitest.
 *
 * @module test/runtimes/cases
 */
import { documentedExamples, observedExamples } from '#generated/examples.js';
import type * as Web from '../../src/adapters/web.ts';
import type * as Maxun from '../../src/index.ts';
import { OTHER_SECRET, VECTOR_A, VECTOR_C, type Vector, VECTORS } from '../signature/suites/vectors.ts';

/** The entry points that are tested, as they are in `dist`. */
export interface EntryPoints {
  readonly maxun: typeof Maxun;
  readonly web: typeof Web;
}

/** What came of the cases: `passed`, or what went wrong, by their names. */
export type Report = Readonly<Record<string, string>>;

type Case = (entryPoints: EntryPoints) => Promise<void>;

const URL_OF_HOOK = 'https://example.com/hooks/maxun';

function headersOf({ id, timestamp, signature }: Vector): Record<string, string> {
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature };
}

function equal(found: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
  if (left !== right) throw new Error(`found ${left}, expected ${right}`);
}

const vectorCases = VECTORS.map((vector): [string, Case] => [
  `vector ${vector.name} is signed and verified`,
  async ({ maxun: { sign, verify } }) => {
    const { id, timestamp, body, secret, verifier } = vector;
    equal(await sign(body, { id, timestamp, secrets: [secret] }), headersOf(vector));
    const now = (): number => timestamp * 1000;
    const bytes = new TextEncoder().encode(body);
    for (const given of [body, bytes, bytes.buffer])
      for (const headers of [headersOf(vector), new Headers(headersOf(vector))])
        equal(await verify(given, headers, { secrets: [OTHER_SECRET, verifier], now }), {
          ok: true,
          id,
          timestamp,
        });
  },
]);

const signatureCases: Readonly<Record<string, Case>> = {
  'a changed body is refused and explained': async ({ maxun: { explain, verify } }) => {
    const now = (): number => VECTOR_A.timestamp * 1000;
    const options = { secrets: [VECTOR_A.secret, VECTOR_C.verifier], now };
    const result = await explain('{"test":2432232314}', headersOf(VECTOR_A), options);
    if (result.ok) throw new Error('It is verified.');
    const { secrets, guesses } = result.explanation;
    equal(
      [result.code, secrets.map(({ matched }) => matched)],
      ['ERR_WEBHOOK_SIGNATURE_MISMATCH', [false, false]],
    );
    equal(guesses.at(-1)?.name, 'body-spaced');
    equal((await verify('{}', headersOf(VECTOR_C), options)).ok, false);
  },
  'a new secret and a new pair of keys sign and verify': async ({
    maxun: { generateSecret, sign, verify },
  }) => {
    const { secret: shared } = await generateSecret();
    const { secret, publicKey } = await generateSecret({ type: 'v1a' });
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = await sign('{}', { id: 'msg_1', timestamp, secrets: [shared, secret] });
    for (const key of [shared, publicKey, secret])
      equal((await verify('{}', headers, { secrets: [key] })).ok, true);
  },
  'a large body is verified': async ({ maxun: { createSigner, createVerifier } }) => {
    const body = new Uint8Array(5_000_000).fill(120);
    const timestamp = Math.floor(Date.now() / 1000);
    const secrets = [VECTOR_A.secret, VECTOR_C.secret];
    const headers = await createSigner({ secrets })([body, 'end'], { id: 'msg_1', timestamp });
    const whole = new Uint8Array(body.length + 3);
    whole.set(body);
    whole.set(new TextEncoder().encode('end'), body.length);
    for (const secret of secrets)
      equal((await createVerifier({ secrets: [secret] })(whole, headers)).ok, true);
  },
};

const payloadCases: Readonly<Record<string, Case>> = {
  'the documented examples are valid, the observed ones of their shapes': async ({ maxun }) => {
    for (const { payload } of Object.values(documentedExamples)) {
      equal(maxun.validate(payload).ok, true);
      equal(maxun.driftOf(payload), []);
    }
    for (const [shape, { payload }] of Object.entries(observedExamples)) {
      equal(maxun.shapeOf(payload), shape);
      equal(maxun.validate(payload, { contract: 'observed' }).ok, true);
      equal(maxun.driftOf(payload).length > 0, true);
    }
  },
  'every example is normalised': async ({ maxun: { normalize, identify } }) => {
    for (const { payload } of [...Object.values(documentedExamples), ...Object.values(observedExamples)]) {
      const run = normalize(payload);
      equal(typeof run.robot.id, 'string');
      equal(
        /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(run.finishedAt ?? run.startedAt ?? '1970-01-01T00:00:00Z'),
        true,
      );
      equal(identify(payload).source, 'payload');
    }
  },
  'a body that is no UTF-8 is refused': async ({ maxun: { parseBody, PayloadError } }) => {
    try {
      parseBody(Uint8Array.of(0x22, 0xc0, 0xaf, 0x22));
    } catch (error) {
      equal(error instanceof PayloadError && error.code, 'ERR_WEBHOOK_BODY_NOT_UTF8');
      return;
    }
    throw new Error('It is taken.');
  },
};

const receiverCases: Readonly<Record<string, Case>> = {
  'unwrap opens a signed delivery': async ({ maxun: { sign, unwrap } }) => {
    const { payload } = observedExamples['extract-run'];
    const body = JSON.stringify(payload);
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = await sign(body, { id: 'msg_1', timestamp, secrets: [VECTOR_A.secret] });
    const { event, run, id } = await unwrap(body, headers, { secrets: [VECTOR_A.secret] });
    equal([event, run.id, id], [payload, payload.data.run_id, 'msg_1']);
  },
  'webHandler answers a delivery, its duplicate, and a forgery': async ({ maxun, web: { webHandler } }) => {
    const secrets = [VECTOR_A.secret];
    const handled: string[] = [];
    const receiver = maxun.createReceiver({ secrets });
    receiver.on('run_failed', ({ id }) => {
      handled.push(id);
    });
    const handle = webHandler(receiver);
    const body = JSON.stringify(observedExamples['failed-run'].payload);
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = {
      ...(await maxun.sign(body, { id: 'msg_1', timestamp, secrets })),
      'content-type': 'application/json',
    };
    const post = async (content: string): Promise<number> =>
      (await handle(new Request(URL_OF_HOOK, { method: 'POST', headers, body: content }))).status;
    equal([await post(body), await post(body), await post(`${body} `)], [200, 200, 401]);
    equal(handled, ['msg_1']);
  },
};

const CASES: readonly (readonly [string, Case])[] = [
  ...vectorCases,
  ...Object.entries(signatureCases),
  ...Object.entries(payloadCases),
  ...Object.entries(receiverCases),
];

/** Names of all cases. */
export const caseNames: readonly string[] = CASES.map(([name]) => name);

/**
 * Runs every case.
 *
 * @param entryPoints of the package, as a runtime has imported them
 */
export async function runCases(entryPoints: EntryPoints): Promise<Report> {
  const report: Record<string, string> = {};
  for (const [name, run] of CASES) {
    report[name] = await run(entryPoints).then(
      () => 'passed',
      (error: unknown) => `failed: ${String(error)}`,
    );
  }
  return report;
}
