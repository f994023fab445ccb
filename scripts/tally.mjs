// Prints `N passed, N failed` as the last line of CI: the tests of a Vitest JSON report, and the checks beside it.
import { readFileSync } from 'node:fs';

const [reportFile] = process.argv.slice(2);
const tests = JSON.parse(readFileSync(reportFile, 'utf8'));
const checks = JSON.parse(readFileSync(new URL('../artifacts/checks.json', import.meta.url), 'utf8'));
const passed = tests.numPassedTests + checks.passed;
const failed = tests.numFailedTests + tests.numFailedTestSuites + checks.failed;
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || tests.numPassedTests === 0) process.exitCode = 1;
