/** The files of the repository that run the relay. There is no Docker here: they are read, not run. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../src/cli/relay-config.ts';
import { run } from '../cli/run.ts';

interface Compose {
  readonly services: { readonly relay: { readonly command: string[]; readonly secrets: string[] } };
  readonly secrets: object;
  readonly volumes: object;
}

const read = async (path: string): Promise<string> =>
  readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

it('the compose file gives the relay flags and secrets that there are', async () => {
  const { services, secrets, volumes } = parse(await read('docker/compose.relay.yaml')) as Compose;
  const { command, secrets: used } = services.relay;
  const { stdout } = await run(['relay', '--help']);
  for (const flag of command) expect(stdout).toContain(`${flag.replace(/=.*/, '')} `);
  expect(Object.keys(secrets)).toEqual(used);
  expect(Object.keys(volumes)).toEqual(['relay_data']);
  for (const file of command.filter((flag) => flag.includes('/run/secrets/')))
    expect(used).toContain(file.replace(/.*\//, ''));
});

it('the image of the relay listens to all addresses, and keeps deliveries in its volume', async () => {
  const [, stage = ''] = (await read('Dockerfile')).split(/^FROM package AS relay$/m);
  const [relay] = stage.split(/^FROM /m);
  for (const line of [
    'VOLUME /data',
    'ENV MAXUN_RELAY_STORE=/data',
    '"relay", "--host", "0.0.0.0"]',
    '/readyz',
  ])
    expect(relay).toContain(line);
});

it('the configuration in the guide can be read', async () => {
  const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(await read('docs/guides/relay.md')) ?? [];
  expect(readConfig('relay.yaml', yaml).settings).toMatchObject({
    to: ['https://example.com/hooks/maxun', { id: 'n8n' }, { secretVariable: 'ALERTS_SECRET' }],
  });
});
