import { expect, test } from 'vitest';
import { createReceiver, type QualityIssue, type Run, unsigned } from '../../src/index.ts';
import { fixture, seededRandom } from '../../src/simulate/index.ts';

const random = seededRandom(1);
const rows = (price: string | null) =>
  Array.from({ length: 12 }, (_, at) => ({ Name: `Product ${at}`, Price: price }));

const delivery = (price: string | null, run_id?: string) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(
    fixture(
      'extract-run',
      { data: { ...(run_id && { run_id }), extracted_data: { captured_lists: { Products: rows(price) } } } },
      { random },
    ),
  ),
});

function watched() {
  const told: (readonly QualityIssue[])[] = [];
  const read: (readonly QualityIssue[] | undefined)[] = [];
  const receiver = createReceiver({ auth: unsigned() })
    .on('run_completed', ({ run }) => void read.push(run.quality))
    .onQuality(({ quality }) => void told.push(quality));
  return { receiver, told, read };
}

test('onQuality and run.quality say what is unusual for the robot', async () => {
  const { receiver, told, read } = watched();
  for (let at = 0; at < 5; at++) await receiver.handle(delivery(`$${at}.00`));
  await receiver.handle(delivery(null));
  await expect.poll(() => told.length).toBe(1);
  expect(read.slice(0, 5)).toEqual([[], [], [], [], []]);
  expect(read[5]).toBe(told[0]);
  expect(told[0]).toEqual([
    {
      kind: 'column-empty',
      where: 'lists',
      list: 'Products',
      column: 'Price',
      message: 'The list "Products": the column "Price" is empty in 12 of 12 rows.',
    },
  ]);
});

test('earlier runs teach a new receiver what is usual', async () => {
  const earlierRuns: Run[] = [];
  const first = createReceiver({ auth: unsigned() }).onAny(({ run }) => void earlierRuns.push(run));
  for (let at = 0; at < 5; at++) await first.handle(delivery(`$${at}.00`));
  const told: string[] = [];
  const second = createReceiver({ auth: unsigned(), earlierRuns: JSON.parse(JSON.stringify(earlierRuns)) })
    .onAny(() => undefined)
    .onQuality(({ quality }) => void told.push(...quality.map(({ kind }) => kind)));
  await second.handle(delivery(null));
  await expect.poll(() => told).toEqual(['column-empty']);
  expect(() => createReceiver({ auth: unsigned(), earlierRuns: [{} as Run] })).toThrow(
    'earlierRuns[0] is not a run',
  );
});

test('a retry is not another run', async () => {
  let fails = true;
  const told: unknown[] = [];
  const receiver = createReceiver({ auth: unsigned(), silent: true })
    .on('run_completed', ({ run }) => {
      if (run.quality?.length && fails) throw new Error('no');
    })
    .onQuality(({ quality }) => void told.push(quality));
  for (let at = 0; at < 4; at++) await receiver.handle(delivery('$1'));
  const broken = delivery(null, 'the run');
  for (let at = 0; at < 30; at++) expect((await receiver.handle(broken)).status).toBe(500);
  fails = false;
  expect((await receiver.handle(broken)).status).toBe(200);
  await expect.poll(() => told.length).toBe(1);
});

test('without a listener nothing is learned, and run.quality is absent', async () => {
  const read: unknown[] = [];
  const receiver = createReceiver({ auth: unsigned() }).onAny(({ run }) => void read.push('quality' in run));
  await receiver.handle(delivery('$1'));
  expect(read).toEqual([false]);
});
