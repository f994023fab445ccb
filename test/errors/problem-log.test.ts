import { describe, expect, it } from 'vitest';
import { ProblemLog } from '../../src/errors/problem-log.ts';

function setUp(options: { silent?: boolean } = {}): {
  lines: string[];
  log: ProblemLog;
  wait: (ms: number) => void;
} {
  const lines: string[] = [];
  let now = 1_000;
  const logger = {
    warn: (message: string) => void lines.push(`warn ${message}`),
    error: (message: string) => void lines.push(`error ${message}`),
  };
  const log = new ProblemLog({ logger, now: () => now, ...options });
  return { lines, log, wait: (ms) => void (now += ms) };
}

describe('ProblemLog', () => {
  it('prints the first of a kind at once, and repeats as one line a minute', () => {
    const { lines, log, wait } = setUp();
    log.report('A', 'a broke', 'error');
    log.report('A', 'a broke');
    log.report('B', 'b broke');
    wait(59_999);
    log.report('A', 'a broke');
    expect(lines).toEqual(['error maxun-webhooks: a broke', 'warn maxun-webhooks: b broke']);
    wait(1);
    log.report('A', 'a broke again');
    expect(lines[2]).toBe('warn maxun-webhooks: a broke again (2 more since the last such line)');
    wait(60_000);
    log.report('A', 'a broke');
    expect(lines[3]).toBe('warn maxun-webhooks: a broke');
  });

  it('prints nothing when silent', () => {
    const { lines, log } = setUp({ silent: true });
    log.report('A', 'a broke', 'error');
    expect(lines).toEqual([]);
  });

  it('counts at most 100 kinds apart, and prints at most one line a minute for all others', () => {
    const { lines, log, wait } = setUp();
    for (let kind = 0; kind < 1_000; kind += 1) log.report(`kind ${kind}`, 'broke');
    expect(lines).toHaveLength(101);
    wait(60_000);
    log.report('kind 999', 'broke');
    expect(lines).toHaveLength(102);
  });

  it('keeps a message on one line, and within 2,000 characters', () => {
    const { lines, log } = setUp();
    log.report('A', `a\r\nforged: line\u001b[31m\u202e${'x'.repeat(5_000)}`);
    expect(lines[0]).toContain('a\\u000d\\u000aforged: line\\u001b[31m\\u202ex');
    expect(lines[0]?.length).toBeLessThan(2_100);
  });

  it('survives a logger that throws', () => {
    const fail = (): never => {
      throw new Error('disk full');
    };
    const log = new ProblemLog({ logger: { warn: fail, error: fail }, now: () => 0 });
    expect(() => log.report('A', 'a broke')).not.toThrow();
  });
});
