/**
 * Vectors from the reference libraries' own tests.
 *
 * A: the JavaScript library of Standard Webhooks; B: Svix's Rust library; C: the Ed25519 test of Svix's server.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/tree/main/libraries
 * @see https://github.com/svix/svix-webhooks
 *
 * @module test/signature/suites/vectors
 */

/** A published delivery with its signature. */
export interface Vector {
  readonly name: string;
  /** What signs it. */
  readonly secret: string;
  /** What verifies it. */
  readonly verifier: string;
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
  readonly signature: string;
}

const A = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1_614_265_330,
  body: '{"test": 2432232314}',
};

export const VECTOR_A: Vector = {
  name: 'A',
  ...A,
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  verifier: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

export const VECTOR_B: Vector = {
  name: 'B',
  secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  verifier: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  id: 'msg_27UH4WbU6Z5A5EzD8u03UvzRbpk',
  timestamp: 1_649_367_553,
  body: '{"email":"test@example.com","username":"test_user"}',
  signature: 'v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=',
};

export const VECTOR_C: Vector = {
  name: 'C',
  ...A,
  secret: 'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==',
  verifier: 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=',
  signature: 'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
};

export const VECTORS: readonly Vector[] = [VECTOR_A, VECTOR_B, VECTOR_C];

/** Another secret, of nobody's. */
export const OTHER_SECRET = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';

/** The headers of a vector, some of them replaced. */
export function headersOf(
  { id, timestamp, signature }: Vector,
  replaced: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signature,
    ...replaced,
  };
}

/** A clock that stands some seconds after a vector was signed. */
export function clockAt({ timestamp }: Vector, seconds = 0): () => number {
  return () => (timestamp + seconds) * 1000;
}
