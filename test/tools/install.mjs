// Installs what is heavy and only tests, checks and the generator need, once: `test/tools/package.json`.
//
// Tests and scripts import it by name, so `test/node_modules` and `scripts/node_modules` are links to it. Where it cannot be
// installed, the suites that need it are left out, which they say; in CI that is a failure.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const stamp = here('node_modules/.installed');
const wanted = createHash('sha256')
  .update(readFileSync(here('package-lock.json')))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.error(
    'Installing the tools of the tests, once: Bun, Deno, workerd, newer Nodes, Chromium, PostgreSQL (1.4 GB) …',
  );
  const start = performance.now();
  try {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: here('.'),
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    writeFileSync(stamp, wanted);
    console.error(`Installed in ${Math.round((performance.now() - start) / 1000)} s.`);
  } catch (error) {
    console.error(`\nTHE TOOLS OF THE TESTS COULD NOT BE INSTALLED: ${error.message}`);
    console.error('What needs them is left out. Try again with: node test/tools/install.mjs\n');
    if (process.env.CI) process.exitCode = 1;
  }
}

// At each start: a checkout that was moved or copied has links to where it was.
for (const link of ['../node_modules', '../../scripts/node_modules']) {
  rmSync(here(link), { recursive: true, force: true });
  if (existsSync(stamp)) symlinkSync(here('node_modules'), here(link), 'junction');
}
