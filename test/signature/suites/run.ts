import { explainSuite } from './explain.ts';
import { propertySuite } from './properties.ts';
import { secretSuite } from './secret.ts';
import { signSuite } from './sign.ts';
import { verifySuite } from './verify.ts';

/** Everything that has to hold whichever cryptography is beneath. */
export function runSuites(): void {
  signSuite();
  verifySuite();
  explainSuite();
  secretSuite();
  propertySuite();
}
