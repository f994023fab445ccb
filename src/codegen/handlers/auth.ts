/**
 * What each way to authenticate deliveries writes into the generated files.
 *
 * @module codegen/handlers/auth
 */
import type { AuthChoice } from './choices.ts';

/** What the files say about one way to authenticate. */
export interface AuthText {
  /** The environment variable that holds the secret; absent for `none`. */
  readonly variable?: string;
  /** What is imported from the package besides `createReceiver`. */
  readonly imports: readonly string[];
  /** The option of `createReceiver`. */
  readonly option: string;
  /** The line of `.env.example` above the variable. */
  readonly comment: string;
  /** A value for the test. */
  readonly testValue?: string;
  /** The statement that returns the URL of the test's deliveries. */
  readonly testUrl: string;
}

/** By the name of the choice. */
export const authTexts: Readonly<Record<AuthChoice, AuthText>> = {
  signed: {
    variable: 'MAXUN_WEBHOOK_SECRET',
    imports: [],
    option: 'secrets: [MAXUN_WEBHOOK_SECRET]',
    comment: 'The secret that the sender signs with. maxun-webhooks secret makes one.',
    testValue: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    testUrl: 'return `${originOf(server)}/hooks/maxun`;',
  },
  token: {
    variable: 'MAXUN_WEBHOOK_TOKEN',
    imports: ['urlToken'],
    option: "auth: urlToken('token', MAXUN_WEBHOOK_TOKEN)",
    comment:
      'At least 16 random characters. Give the webhook in Maxun the URL https://YOUR-HOST/hooks/maxun?token=TOKEN',
    testValue: 'a-token-of-this-test-alone',
    testUrl: 'return `${originOf(server)}/hooks/maxun?token=${SECRET}`;',
  },
  basic: {
    variable: 'MAXUN_WEBHOOK_PASSWORD',
    imports: ['basicAuth'],
    option: "auth: basicAuth('maxun', MAXUN_WEBHOOK_PASSWORD)",
    comment:
      'At least 16 random characters. Give the webhook in Maxun the URL https://maxun:PASSWORD@YOUR-HOST/hooks/maxun',
    testValue: 'a-password-of-this-test-alone',
    testUrl: "return `${originOf(server).replace('//', `//maxun:${SECRET}@`)}/hooks/maxun`;",
  },
  none: {
    imports: ['unsigned'],
    option: 'auth: unsigned()',
    comment: '',
    testUrl: 'return `${originOf(server)}/hooks/maxun`;',
  },
};
