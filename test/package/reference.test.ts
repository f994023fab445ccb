/**
 * The pages to look things up in: all that there is, is there, and nothing else.
 *
 * @module test/package/reference
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { statusOf, type WebhookErrorCode } from '../../src/index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const source = (file: string): Promise<string> => readFile(join(ROOT, file), 'utf8');

/** Headings of a page, and the types whose members the tables below them list. */
type Tables = Readonly<Record<string, readonly (readonly [file: string, type: string])[]>>;

const TABLES: Readonly<Record<string, Tables>> = {
  'sender-options': {
    createSender: [['src/send/settings.ts', 'SenderOptions']],
    'An endpoint': [
      ['src/send/endpoint/endpoint.ts', 'EndpointSettings'],
      ['src/send/endpoint/endpoint.ts', 'EndpointAuthentication'],
    ],
    'send and sendAll': [
      ['src/send/sender.ts', 'DeliveryOptions'],
      ['src/send/sender.ts', 'AcceptOptions'],
    ],
    Methods: [['src/send/sender.ts', 'Sender']],
    Queues: [
      ['src/queue/engine-options.ts', 'QueueEngineOptions'],
      ['src/queue/sqlite/sqlite-queue.ts', 'SqliteQueueOptions'],
      ['src/queue/postgres/postgres-queue.ts', 'PostgresQueueOptions'],
    ],
    createSendWebhook: [['src/send/send-webhook.ts', 'SendWebhookOptions']],
    Events: [['src/send/events/sender-events.ts', 'SenderEvents']],
  },
  'receiver-options': {
    createReceiver: [['src/receive/options.ts', 'ReceiverOptions']],
    'createReceiver and unwrap': [
      ['src/receive/options.ts', 'OpenOptions'],
      ['src/event/date.ts', 'DateOptions'],
    ],
  },
  'testing-options': {
    startMockReceiver: [
      ['mock-server/server/options.ts', 'MockReceiverOptions'],
      ['mock-server/journal/limits.ts', 'JournalLimits'],
    ],
    control: [['mock-server/server/options.ts', 'ControlAccess']],
    'A mock receiver': [
      ['mock-server/start.ts', 'MockReceiver'],
      ['mock-server/inbox/inbox.ts', 'Inbox'],
    ],
    simulateMaxun: [['src/simulate/simulate-maxun.ts', 'SimulateOptions']],
    simulateMaxunApi: [
      ['src/simulate/simulate-maxun-api.ts', 'SimulateMaxunApiOptions'],
      ['src/simulate/fixture.ts', 'FixtureOptions'],
    ],
    probeEndpoint: [['src/probe/options.ts', 'ProbeOptions']],
  },
  'maxun-api-options': {
    maxunApi: [['src/maxun-api/options.ts', 'MaxunApiOptions']],
    catchUp: [
      ['src/maxun-api/catch-up-options.ts', 'CatchUpOptions'],
      ['src/event/date.ts', 'DateOptions'],
    ],
    startRelay: [
      ['src/relay/options.ts', 'RelayOptions'],
      ['src/event/date.ts', 'DateOptions'],
    ],
  },
};

/** Of a sender, what has sections of its own. */
const ELSEWHERE = new Set(['send', 'sendAll', 'on', 'off']);

describe.each(Object.entries(TABLES))('docs/reference/%s.md', (page, tables) => {
  test.each(Object.entries(tables))('%s lists what there is, and nothing else', async (heading, types) => {
    const text = await source(`docs/reference/${page}.md`);
    const declared = new Set<string>();
    for (const [file, type] of types) {
      for (const name of membersOf(file, await source(file), type)) declared.add(name);
    }
    const [, section = ''] = text.split(new RegExp(`^## ${heading}$`, 'm'));
    expect(listedIn(section)).toEqual([...declared].filter((name) => !ELSEWHERE.has(name)).toSorted());
  });
});

test('docs/reference/errors.md has a row for every code', async () => {
  const codes = new Set((await source('src/errors/codes.ts')).match(/(?<=\| ')ERR_WEBHOOK_\w+(?=')/g));
  const rows = (await source('docs/reference/errors.md')).match(/^\| .*?\|/gm) ?? [];
  const listed = new Set(rows.flatMap((row) => row.match(/ERR_WEBHOOK_\w+/g) ?? []));
  expect([...listed].toSorted()).toEqual([...codes].toSorted());
});

test('docs/reference/errors.md gives each code that a receiver answers with its status', async () => {
  const [, section = ''] = (await source('docs/reference/errors.md')).split(
    /^## Deliveries that were received$/m,
  );
  const rows = [...section.matchAll(/^\|([^|]*ERR_WEBHOOK_[^|]*)\|\s*(\d+)\s*\|/gm)];
  const listed = rows.flatMap(([, codes = '', status]) =>
    (codes.match(/ERR_WEBHOOK_\w+/g) ?? []).map((code) => [code, Number(status)] as const),
  );
  const names = listed.map(([code]) => code as WebhookErrorCode);
  expect(listed).toEqual(names.map((code) => [code, statusOf(code)]));
  // The rest are the codes of stores, and of sending.
  const table = (await source('src/receive/answer.ts')).match(/ERR_WEBHOOK_\w+(?=: \d)/g);
  expect(names.toSorted()).toEqual(table?.toSorted());
});

test('docs/guides/receiving.md has a row for every status', async () => {
  const statuses = (await source('src/receive/answer.ts')).match(/(?<=ERR_WEBHOOK_\w+: )\d+/g);
  const [, section = ''] = (await source('docs/guides/receiving.md')).split(/^## What the sender is told$/m);
  const rows = section.split(/^## /m)[0]?.match(/(?<=^\| )\d+/gm);
  expect(rows).toEqual([...new Set(['200', ...(statuses ?? [])])].toSorted());
});

/** The names in the first column of a section's first table. */
function listedIn(section: string): string[] {
  const [table = ''] = section.split(/^## /m)[0]?.match(/(?:^\|.*\n)+/m) ?? [];
  const cells = table
    .split('\n')
    .slice(2)
    .map((row) => row.split(' | ')[0] ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name = '']) => name)).toSorted();
}

function membersOf(file: string, text: string, type: string): string[] {
  const names: string[] = [];
  const collect = (node: ts.Node): void => {
    const isMember = ts.isPropertySignature(node) || ts.isMethodSignature(node);
    if (isMember && ts.isIdentifier(node.name)) names.push(node.name.text);
    // The fields of a member's own type are not the type's.
    else ts.forEachChild(node, collect);
  };
  ts.forEachChild(ts.createSourceFile(file, text, ts.ScriptTarget.Latest), (node) => {
    const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
    if (isType && node.name.text === type) ts.forEachChild(node, collect);
  });
  return names;
}
