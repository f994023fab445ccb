// Prints `N passed, N failed` as the last line of CI: the tests of a Vitest JSON report, and the checks beside it.
// In CI a skipped test is a failure: whatever a test needs is installed by the project's own files.
import { readFileSync } from 'node:fs';

const [reportFile, exitCode] = process.argv.slice(2);
const tests = JSON.parse(readFileSync(reportFile, 'utf8'));
const checks = JSON.parse(readFileSync(new URL('../artifacts/checks.json', import.meta.url), 'utf8'));
const results = tests.testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.map(({ fullName, status }) => ({ file: name, fullName, status })),
);
const skipped = results.filter(({ status }) => status !== 'passed' && status !== 'failed');
for (const { file, fullName } of skipped) console.log(`skipped: ${file}: ${fullName}`);

const passed = tests.numPassedTests + checks.passed;
// A file that does not even load has no test that failed.
const unloaded = tests.testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
).length;
const named = tests.numFailedTests + unloaded;
// Vitest fails a run for an error outside of any test, which its report says nothing of.
const unnamed = named === 0 && exitCode !== '0' ? 1 : 0;
if (unnamed > 0) console.log('failed: the run of the tests, for an error outside of any of them: see above');
const failed = named + unnamed + checks.failed + skipped.length;
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || tests.numPassedTests === 0) process.exitCode = 1;
