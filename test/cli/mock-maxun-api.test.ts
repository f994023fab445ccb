import { expect, test } from 'vitest';
import { startMaxunApi } from '../../src/cli/mock-maxun-api.ts';
import { fixture } from '../../src/simulate/index.ts';

type Listener = Parameters<Parameters<typeof startMaxunApi>[0]['onDelivery']>[0];

test('the API beside the mock receiver keeps no more than 64 MiB of deliveries, and none that was refused', async () => {
  let deliver: Listener = () => undefined;
  await using api = await startMaxunApi({ onDelivery: (listener) => (deliver = listener) }, true);
  const lost = api.runs.length;
  const send = (robot_id: string, expectedStatus = 200, mebibytes = 30) => {
    const payload = fixture('extract-run', { data: { robot_id } });
    deliver({ payload, body: new Uint8Array(mebibytes * 1024 * 1024), verdict: { expectedStatus } });
  };
  send('a', 401);
  expect(api.runs).toHaveLength(lost);
  for (const robot of ['a', 'b', 'b', 'c']) send(robot);
  const kept = api.runs.slice(lost).map(({ robotMetaId }) => robotMetaId);
  expect(kept).toEqual(['b', 'c']);
  expect(api.robots.map(({ id }) => id).slice(-2)).toEqual(['b', 'c']);
});
