import { describe, expect, test } from 'vitest';
import { diagnose, type DiagnoseOptions } from '../../src/doctor/index.ts';

const GOOD = {
  id: 'w1',
  url: 'https://example.com/hook?token=0123456789abcdef0123',
  events: ['run_completed', 'run_failed'],
  active: true,
  retryAttempts: 3,
  retryDelay: 5,
  timeout: 30,
};
const webhook = (changes: object): object => ({ ...GOOD, ...changes });
const without = (field: string): object =>
  Object.fromEntries(Object.entries(GOOD).filter(([name]) => name !== field));
const ids = (settings: unknown, options?: DiagnoseOptions): string[] =>
  diagnose(settings, options).findings.map(({ id }) => id);
const url = (text: string): object => webhook({ url: text });
const answers = (status: number): DiagnoseOptions => ({ answers: new Map([[GOOD.url, { status }]]) });
const TOKEN = 'token=0123456789abcdef';

describe('diagnose', () => {
  test('finds nothing in good settings, in every form that Maxun gives them', () => {
    const forms = [
      GOOD,
      [GOOD],
      { webhooks: [GOOD] },
      { ok: true, webhooks: null },
      { data: { webhooks: [GOOD] } },
    ];
    const robots = {
      robots: {
        items: [
          { id: 'r', webhooks: [GOOD] },
          { id: 's', webhooks: [GOOD] },
        ],
      },
    };
    for (const form of [...forms, robots, []]) expect(ids(form, answers(200))).toEqual([]);
    expect(diagnose(robots).webhooks).toBe(2);
  });

  test.each<[string, unknown, DiagnoseOptions?]>([
    ['events-missing', without('events')],
    ['events-missing', webhook({ events: null })],
    ['events-empty', webhook({ events: [] })],
    ['events-dotted', webhook({ events: ['run.completed', 'run_completed', 'run_failed'] })],
    ['events-unknown', webhook({ events: ['run_started', 'run_completed', 'run_failed'] })],
    ['events-one-only', webhook({ events: ['run_completed'] })],
    ['active-off', webhook({ active: false })],
    ['headers-dropped', webhook({ headers: { authorization: 'secret' } })],
    ['retries-reinterpreted', webhook({ retryAttempts: 0 })],
    ['retries-reinterpreted', webhook({ retryAttempts: 2.5 })],
    ['retries-reinterpreted', webhook({ retryAttempts: '3' })],
    ['retries-single', webhook({ retryAttempts: 1 })],
    ['timeout-reinterpreted', webhook({ timeout: 0 })],
    ['timeout-reinterpreted', webhook({ timeout: '40' })],
    ['timeout-too-short', webhook({ timeout: 10 })],
    ['timeout-too-short', GOOD, { handlerSeconds: 30 }],
    ['url-invalid', url('example.com/hook')],
    ['url-invalid', without('url') && [without('url')]],
    ['url-local', url(`http://localhost:3000/hook?${TOKEN}`)],
    ['url-local', url(`https://[::1]/hook?${TOKEN}`)],
    ['url-local', url(`https://[::ffff:127.0.0.1]/hook?${TOKEN}`)],
    ['url-local', url(`https://0.0.0.0/hook?${TOKEN}`)],
    ['url-private', url(`http://192.168.1.5/hook?${TOKEN}`)],
    ['url-private', url(`http://app:3000/hook?${TOKEN}`)],
    ['url-plain-http', url(`http://example.com/hook?${TOKEN}`)],
    ['url-duplicate', [GOOD, webhook({ id: 'w2' })]],
    ['token-too-short', url('https://example.com/hook?token=abc')],
    ['token-too-short', url('https://me:pass@example.com/hook')],
    ['token-missing', url('https://example.com/hook')],
    ['basic-encoded', url('https://me:0123456789abcdef%2F@example.com/hook')],
    ['url-redirects', GOOD, answers(301)],
    ['url-redirects', GOOD, answers(308)],
    ['url-unreachable', GOOD, { answers: new Map([[GOOD.url, { failure: 'ECONNREFUSED' }]]) }],
    ['release-old-shape', GOOD, { release: 'v0.0.22' }],
    ['release-api-runs-empty', [GOOD, url(`https://example.org/?${TOKEN}`)], { release: '0.0.43' }],
  ])('finds %s, and nothing else', (id, settings, options) => {
    expect(ids(settings, options)).toEqual([id]);
  });

  test('finds what belongs together', () => {
    expect(ids(webhook({ retryAttempts: -1 }))).toEqual(['retries-reinterpreted', 'retries-single']);
    expect(ids(webhook({ timeout: '1' }))).toEqual(['timeout-too-short', 'timeout-reinterpreted']);
    expect(ids(GOOD, { release: 'v0.0.23' })).toEqual(['release-lists-with-holes', 'release-old-shape']);
    const release40 = ['release-api-runs-empty', 'release-scrape-without-content'];
    expect(ids(GOOD, { release: 'v0.0.40' })).toEqual(release40);
  });

  test('accepts the other event in another webhook of the same robot only', () => {
    const completed = webhook({ events: ['run_completed'] });
    const failed = webhook({ events: ['run_failed'], url: `https://example.com/failed?${TOKEN}` });
    expect(ids([completed, failed])).toEqual([]);
    const apart = [{ webhooks: [completed] }, { webhooks: [failed] }];
    expect(ids(apart)).toEqual(['events-one-only', 'events-one-only']);
  });

  test('says what 0 attempts mean, and where', () => {
    const [finding] = diagnose({
      webhooks: [GOOD, webhook({ id: 'w2', url: `https://b.example/?${TOKEN}`, retryAttempts: 0 })],
    }).findings;
    expect(finding).toMatchObject({
      severity: 'warning',
      field: 'retryAttempts',
      webhook: { place: '/webhooks/1', id: 'w2' },
      found: 'retryAttempts: 0',
      why: expect.stringContaining('3 attempts in all') as string,
    });
  });

  test('sorts errors first, and shows no token, password or header', () => {
    const settings = [
      webhook({
        url: 'http://me:hunter2hunter2%@example.com/hooks/k7f3a9c2e1b8d4f6a0/?token=topsecret#frag',
        events: ['run.failed'],
        headers: { authorization: 'Bearer sesame' },
      }),
      url('no url: topsecret'),
    ];
    const { findings } = diagnose(settings);
    const severities = findings.map(({ severity }) => severity);
    expect(severities).toEqual([...severities].sort());
    expect(findings.length).toBeGreaterThan(4);
    expect(JSON.stringify(findings)).not.toMatch(/hunter2|topsecret|sesame|k7f3a9c2/);
    expect(JSON.stringify(findings)).toContain('http://…@example.com/hooks/…/?token=…');
  });

  test.each([
    [42, 'a value of type number at the top'],
    [{ name: 'x' }, 'at the top: expected an object with `webhooks`'],
    [{ webhooks: {} }, 'an object at /webhooks: expected an array'],
    [{ webhooks: [GOOD, 'x'] }, 'at /webhooks/1: expected a webhook'],
    [{ data: { data: { data: { data: { data: [] } } } } }, 'expected an object with `webhooks`'],
  ])('refuses %j', (settings, message) => {
    expect(() => diagnose(settings)).toThrow(TypeError);
    expect(() => diagnose(settings)).toThrow(message);
  });

  test('never names a URL that stands where a webhook should', () => {
    let message = '';
    try {
      diagnose(['https://example.com/hook?token=canary-9f2c']);
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toContain('a value of type string at /0: expected a webhook');
    expect(message).not.toContain('canary');
  });

  test('refuses wrong options and too many webhooks', () => {
    expect(() => diagnose([], { release: 'latest' })).toThrow('release: expected a release of Maxun');
    expect(() => diagnose([], { handlerSeconds: 0 })).toThrow(RangeError);
    expect(() => diagnose(Array.from({ length: 10_001 }, () => GOOD))).toThrow('at most 10000');
  });
});
