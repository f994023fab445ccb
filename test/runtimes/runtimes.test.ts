/**
 * One set of cases in every runtime, against `dist`.
 *
 * @module test/runtimes/runtimes.test
 */
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import chromium from '@sparticuz/chromium';
import { Miniflare } from 'miniflare';
import { launch } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bun, deno, hasNodeBinaries, type Launcher, nodeBinary } from './binaries.ts';
import { caseNames, type Report } from './cases.ts';
import { bundle, type Program, writeProgram } from './program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ALL_PASSED: Report = Object.fromEntries(caseNames.map((name) => [name, 'passed']));

let program: Program;
beforeAll(async () => {
  program = await writeProgram();
});
afterAll(() => program?.[Symbol.asyncDispose]());

async function run([runtime, ...args]: Launcher): Promise<Report> {
  const { stdout } = await promisify(execFile)(runtime, [...args, program.path], { timeout: 100_000 });
  return JSON.parse(stdout) as Report;
}

describe('the main entry point as a server imports it', () => {
  test.for([20, 22, 24, 26])('Node %d', async (major, { skip }) => {
    const own = process.versions.node.startsWith(`${major}.`);
    const here = own || hasNodeBinaries || process.env['CI'] !== undefined;
    skip(
      !here,
      `Node ${major} comes from npm for Linux on x64 only, and this is ${process.platform} on ${process.arch}.`,
    );
    expect(await run([nodeBinary(major)])).toEqual(ALL_PASSED);
  });

  test('Bun', async () => {
    expect(await run(bun())).toEqual(ALL_PASSED);
  });

  test('Deno, with no permission but to read', async () => {
    expect(await run(deno(ROOT))).toEqual(ALL_PASSED);
  });
});

describe('the main entry point as a bundler joins it', () => {
  test('imports nothing of Node for the web, and has WebCrypto in its place', async () => {
    for (const conditions of [['browser'], ['workerd', 'worker', 'browser'], []]) {
      const script = await bundle('expose', conditions);
      expect(script).not.toMatch(/\brequire\(|\b(?:from|import)\b\(?\s*["']node:/);
      expect(script).toContain('importKey');
    }
  });

  test.for(['', 'nodejs_compat'])('Workers, with the compatibility flag "%s"', async (flag) => {
    const script = await bundle('serve', ['workerd', 'worker', 'browser']);
    const compatibilityFlags = flag === '' ? [] : [flag];
    const worker = new Miniflare({
      modules: true,
      script,
      compatibilityDate: '2026-01-01',
      compatibilityFlags,
    });
    try {
      const response = await worker.dispatchFetch('http://localhost/');
      expect(await response.json()).toEqual(ALL_PASSED);
    } finally {
      await worker.dispose();
    }
  });

  test('Chromium', async () => {
    const script = await bundle('expose', ['browser']);
    const server = createServer((request, response) => {
      const page = request.url === '/';
      response.setHeader('content-type', page ? 'text/html' : 'text/javascript');
      response.end(page ? '<!doctype html><script type="module" src="/cases.js"></script>' : script);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const browser = await launch({
      executablePath: await chromium.executablePath(),
      args: chromium.args,
      headless: 'shell',
    });
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const found = await page.evaluate(() => (globalThis as { report?: Promise<unknown> }).report);
      expect(found).toEqual(ALL_PASSED);
    } finally {
      await browser.close();
      server.close();
    }
  });
});
