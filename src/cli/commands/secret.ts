/**
 * `maxun-webhooks secret`: makes a secret.
 *
 * @module cli/commands/secret
 */
import { generateSecret, type SignatureVersion } from '../../signature/index.ts';

/** The options of the command, as the command line gives them. */
export interface SecretCommandOptions {
  readonly type: SignatureVersion;
  readonly bytes?: number;
  readonly json: boolean;
}

/**
 * Makes a secret and prints it: a shared one alone on its line, a pair on two, the private key first.
 *
 * @param options which kind, how long, in which form to print
 * @returns the exit code: 0, or 2 if a length is asked of a pair
 */
export async function secretCommand({ type, bytes, json }: SecretCommandOptions): Promise<number> {
  if (type === 'v1a' && bytes !== undefined) {
    console.error('--bytes is of a shared secret: an Ed25519 key has one length.');
    return 2;
  }
  const made =
    type === 'v1a' ? await generateSecret({ type }) : await generateSecret({ ...(bytes && { bytes }) });
  console.log(json ? JSON.stringify(made) : Object.values(made).join('\n'));
  return 0;
}
