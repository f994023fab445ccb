/**
 * `maxun-webhooks secret`: makes a secret.
 *
 * @module cli/commands/secret
 */
import { generateSecret, type SignatureVersion } from '../../signature/index.ts';
import { safeJson } from '../terminal.ts';

/** The options of the command, as the command line gives them. */
export interface SecretCommandOptions {
  readonly type: SignatureVersion;
  readonly bytes?: number;
  readonly json: boolean;
}

/**
 * Makes a secret and prints it: a shared one on one line, a pair of keys on two, the private key first.
 *
 * @param options the type, the length, the form of the output
 * @returns the exit code: 0
 * @throws {TypeError} if a length is given for a pair
 */
export async function secretCommand({ type, bytes, json }: SecretCommandOptions): Promise<number> {
  if (type === 'v1a' && bytes !== undefined)
    throw new TypeError('--bytes is for a shared secret only: the length of an Ed25519 key is fixed.');
  const made =
    type === 'v1a' ? await generateSecret({ type }) : await generateSecret({ ...(bytes && { bytes }) });
  console.log(json ? safeJson(made) : Object.values(made).join('\n'));
  return 0;
}
