import { describe, expect, test } from 'vitest';
import { redirect, startMockReceiver } from '../../../mock-server/index.ts';
import { createMask } from '../../../src/errors/mask-values.ts';
import { basicAuth, urlToken } from '../../../src/receive/index.ts';
import { COMPLETED, post } from '../post.ts';

const TOKEN = 'tok/en+of 24~ch"aracters';

describe('a mask hides a value', () => {
  const mask = createMask([TOKEN, 'whsec_c2VjcmV0LW9mLXRoZS1tb2Nr']);
  const everyByte = Buffer.from(TOKEN).toString('hex').replaceAll(/../g, '%$&');
  test.each([
    ['plain', TOKEN],
    ['in a query', encodeURIComponent(TOKEN)],
    ['as a form writes it', new URLSearchParams({ t: TOKEN }).toString().slice(2)],
    ['with every byte encoded', everyByte],
    ['in capitals of hex', everyByte.toUpperCase()],
    ['in JSON', JSON.stringify(TOKEN)],
    ['in JSON within JSON', JSON.stringify(JSON.stringify({ a: TOKEN }))],
    ['escaped in JSON', Array.from(TOKEN, (c) => `\\u00${c.charCodeAt(0).toString(16)}`).join('')],
    ['in HTML', TOKEN.replaceAll('"', '&quot;').replaceAll('/', '&#47;').replaceAll('+', '&#x2B;')],
    ['in hex', Buffer.from(TOKEN).toString('hex')],
    ['in base64', Buffer.from(TOKEN).toString('base64')],
    ['in base64 behind one byte', Buffer.from(`:${TOKEN}`).toString('base64')],
    ['in base64 behind two bytes', Buffer.from(`u:${TOKEN}!`).toString('base64')],
    ['in base64url', Buffer.from(`user:${TOKEN}`).toString('base64url')],
    ['without its prefix', 'c2VjcmV0LW9mLXRoZS1tb2Nr'],
  ])('%s', (_, text) => {
    expect(mask(`<${text}>`)).toMatch(/^<"?.{0,10}….{0,12}"?>$/);
  });

  test.each(['\\\\', '%25', '\\\\u', 'tok/en', 'dG9r'])(
    'and takes a text of %s in proportion to its length',
    (part) => {
      const text = part.repeat(1_000_000 / part.length);
      const start = process.cpuUsage();
      expect(mask(text)).toBe(text);
      // It took hours.
      expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
    },
  );

  test.each([
    ['\\pass"word', ''],
    ['\\\\server', ''],
    ['a\\b\\\\"cd', 'a'],
  ])('%s, which has backslashes, in time that is in proportion as well', (value, before) => {
    const [hide, text] = [createMask([value]), before + '\\'.repeat(1_000_000)];
    const inJson = JSON.stringify(value);
    const percent = encodeURIComponent(value);
    const html = value.replaceAll('"', '&quot;').replaceAll('\\', '&#92;');
    const escaped = value.replaceAll('\\', '\\u005c').replaceAll('"', '\\u0022');
    for (const spelling of [value, inJson, JSON.stringify(inJson), percent, html, escaped])
      expect(hide(`<${spelling}>`)).toMatch(/^<.{0,6}….{0,6}>$/);
    const start = process.cpuUsage();
    expect(hide(text)).toBe(text);
    expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
  });

  test('and leaves other texts as they are', () => {
    const text = JSON.stringify({ token: 'tok', path: '/hook?x=1', body: 'tok/en+of 24' });
    expect(mask(text)).toBe(text);
  });
});

describe('nothing shown or exported has the token of the URL', () => {
  const token = 'a-token-of-24-characters';

  async function everything(mock: { url: string; port: number }): Promise<string> {
    const paths = [
      'receiver',
      'deliveries',
      'deliveries/1',
      'deliveries/1/body',
      'deliveries/1/har',
      'har',
      'script',
      'deliveries/1/fixture',
    ];
    const texts = paths.map(async (path) => (await fetch(new URL(`/__mock/${path}`, mock.url))).text());
    return (await Promise.all(texts)).join('\n');
  }

  test('the Location of a redirect, headers and bodies', async () => {
    await using mock = await startMockReceiver({ token, script: [redirect(undefined, 307)] });
    const { data } = COMPLETED;
    const payload = {
      ...COMPLETED,
      data: { ...data, robot_name: mock.url, encoded: encodeURIComponent(mock.url) },
    };
    const headers = {
      'content-type': 'application/json',
      referer: mock.url,
      'x-base64': Buffer.from(mock.url).toString('base64'),
    };
    await post(mock.url, payload, headers);
    const shown = await everything(mock);
    expect(mock.deliveries[0]!.response.headers['location']).toContain(token);
    expect(shown).toContain('307');
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(Buffer.from(token).toString('base64').slice(4, 20));
    expect(shown).not.toMatch(/YS10b2tlbi1vZi0y|EtdG9rZW4tb2YtM|hLXRva2VuLW9mLT/);
  });

  test('a token by another name, and a password', async () => {
    const [password, path] = ['correct-horse-battery', '/hook'];
    for (const auth of [urlToken('key', token), basicAuth('me', password)]) {
      await using mock = await startMockReceiver({ auth, path });
      const headers = {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`me:${password}`).toString('base64')}`,
      };
      const payload = { ...COMPLETED, data: { ...COMPLETED.data, robot_name: `${token} ${password}` } };
      expect((await post(`${mock.url}?key=${token}`, payload, headers)).status).toBe(200);
      const shown = await everything(mock);
      expect(shown).not.toContain(auth.kind === 'basic' ? password : token);
    }
  });

  test('the event stream', async () => {
    await using mock = await startMockReceiver({ token });
    const stream = await fetch(new URL('/__mock/events', mock.url));
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    await post(mock.url, { ...COMPLETED, data: { ...COMPLETED.data, robot_name: `see ${mock.url}` } });
    let text = '';
    while (!/event: delivery\ndata: .*\n/.test(text)) text += (await reader.read()).value ?? '';
    await reader.cancel();
    expect(text).toContain('see ');
    expect(text).not.toContain(token);
  });
});
