import { hostname } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';
import { useFunctionBench } from './function-bench.js';

describe('webserver', () => {
  const bench = useFunctionBench();

  it('answers nineteen lines, empty where the hub has no such value', async () => {
    const { text } = await bench.call('webserver', {});
    const lines = text.split('\n');
    expect(lines).toHaveLength(19);
    expect(lines).toContain(`host name: ${hostname()}`);
    expect(lines).toContain('php version: ');
    expect(lines).toContain('apache version: ');
    expect(lines[10]).toMatch(/^system loadavg: \d+\.\d\d$/);
    expect(lines[11]).toMatch(/^disk_free_space: [1-9]\d+$/);
    expect(lines[3]).toMatch(/^dst\.timezone: [01]$/);
  });

  it('logs the whole text in one row, a bar for each newline', async () => {
    const { text } = await bench.call('webserver', {});
    expect(await bench.log()).toMatchObject([
      { result: 'SUCCESS', result_reason: '', value: '', data: `${text}\n`.replaceAll('\n', '|') },
    ]);
  });

  it('gives its values by their labels', async () => {
    const { data } = await bench.call('webserver', {});
    expect(data).toMatchObject({ 'host name': hostname(), 'server name': '' });
  });
});

describe('a function without a "not valid" line, called over the socket', () => {
  let fixture: HubOnFixture;
  let socket: RawSocket;

  beforeAll(async () => {
    fixture = await startHubOnFixture();
    socket = await RawSocket.authenticated(fixture.hub.socketUrl, fixture.token());
  });
  afterAll(async () => {
    socket.close();
    await fixture.close();
  });

  it.each(['webserver', 'version'])(
    'refuses a parameter that %s does not have by naming it',
    async (method) => {
      const { error } = await socket.request(method, { speed: 'high' });
      expect(error).toMatchObject({
        code: -32602,
        data: { reason: 'invalid_params', issues: [{ path: 'speed' }] },
      });
    },
  );
});
