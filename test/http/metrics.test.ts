import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { createMariadbDatabase } from '../support/database.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';
import { EventReader } from './event-reader.js';

/** One sample line: name, labels, value. */
interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

function samplesOf(text: string): Sample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const match = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/.exec(line);
      const labels = [...(match?.[2] ?? '').matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
      return {
        name: match?.[1] ?? '',
        labels: Object.fromEntries(labels.map(([, label, value]) => [label, value])),
        value: Number(match?.[3]),
      };
    });
}

describe('GET /metrics', () => {
  let fixture: HubOnFixture | undefined;

  afterEach(async () => {
    await fixture?.close();
    fixture = undefined;
  });

  const start = async (options: Parameters<typeof startHubOnFixture>[0] = {}) => {
    fixture = await startHubOnFixture(options);
    return fixture;
  };
  const scrape = async ({ hub }: HubOnFixture) => {
    const response = await fetch(`${hub.url}/metrics`);
    expect(response.status).toBe(200);
    return samplesOf(await response.text());
  };
  const value = (samples: Sample[], name: string, labels: Record<string, string> = {}) =>
    samples.find(
      (sample) =>
        sample.name === name &&
        Object.entries(labels).every(([label, wanted]) => sample.labels[label] === wanted),
    )?.value;

  it('has the names and the labels of the contract, each with its type', async () => {
    const { hub, token } = await start();
    const socket = await RawSocket.authenticated(hub.socketUrl, token());
    await socket.request('external_pause', { agent_user: '1000', value: 'PAUSE' });
    const text = await (await fetch(`${hub.url}/metrics`)).text();
    const types = Object.fromEntries(
      [...text.matchAll(/^# TYPE (vici_\w+) (\w+)$/gm)].map(([, name, type]) => [name, type]),
    );
    expect(types).toMatchObject({
      vici_hub_connections: 'gauge',
      vici_hub_commands_total: 'counter',
      vici_hub_command_duration_seconds: 'histogram',
      vici_hub_feed_delay_seconds: 'histogram',
      vici_hub_changes_total: 'counter',
      vici_hub_conflated_total: 'counter',
      vici_hub_db_errors_total: 'counter',
      vici_agents: 'gauge',
      vici_calls_waiting: 'gauge',
    });
    const labels = new Map<string, string>();
    for (const sample of samplesOf(text)) {
      if (!sample.name.startsWith('vici_')) continue;
      const name = sample.name.replace(/_(bucket|sum|count)$/, '');
      const { le: _bound, ...own } = sample.labels;
      labels.set(name, Object.keys(own).sort().join());
    }
    expect(Object.fromEntries(labels)).toMatchObject({
      vici_hub_connections: '',
      vici_hub_commands_total: 'function,level',
      vici_hub_command_duration_seconds: 'function',
      vici_hub_feed_delay_seconds: '',
      vici_hub_changes_total: '',
      vici_hub_conflated_total: '',
      vici_hub_db_errors_total: '',
      vici_agents: 'campaign_id,state',
      vici_calls_waiting: 'ingroup',
    });
    socket.close();
  });

  it('counts sessions and waiting calls as the tables say now, though nobody listens', async () => {
    const running = await start();
    const first = await scrape(running);
    expect(value(first, 'vici_agents', { campaign_id: 'NODIAL', state: 'PAUSED' })).toBe(1);
    expect(value(first, 'vici_calls_waiting', { ingroup: 'TEST_IN2' })).toBe(1);
    const { db } = running.database.connection;
    await db
      .updateTable('live_agents')
      .set({ status: 'READY' })
      .where('user', '=', '1005')
      .execute();
    await db.deleteFrom('auto_calls').where('campaign_id', '=', 'TEST_IN2').execute();
    const then = await scrape(running);
    expect(value(then, 'vici_agents', { campaign_id: 'NODIAL', state: 'READY' })).toBe(1);
    // to zero, not away
    expect(value(then, 'vici_agents', { campaign_id: 'NODIAL', state: 'PAUSED' })).toBe(0);
    expect(value(then, 'vici_calls_waiting', { ingroup: 'TEST_IN2' })).toBe(0);
  });

  it('counts connections of both kinds', async () => {
    const running = await start();
    const { hub, token } = running;
    expect(value(await scrape(running), 'vici_hub_connections')).toBe(0);
    const socket = await RawSocket.authenticated(hub.socketUrl, token());
    const reader = await EventReader.open(`${hub.url}/events`, { token: token() });
    await reader.next();
    expect(value(await scrape(running), 'vici_hub_connections')).toBe(2);
    socket.close();
    reader.close();
    await expect.poll(async () => value(await scrape(running), 'vici_hub_connections')).toBe(0);
  });

  it('counts commands of both ways in, by function and level, and their time', async () => {
    const running = await start();
    const { hub, token } = running;
    const socket = await RawSocket.authenticated(hub.socketUrl, token());
    await socket.request('external_pause', { agent_user: '1000', value: 'PAUSE' });
    await socket.request('external_pause', { agent_user: '1009', value: 'PAUSE' });
    await fetch(
      `${hub.url}/agc/api.php?source=test&user=6666&pass=1234&agent_user=1000&function=external_pause&value=RESUME`,
    );
    socket.close();
    const samples = await scrape(running);
    const count = (level: string) =>
      value(samples, 'vici_hub_commands_total', { function: 'external_pause', level });
    expect([count('success'), count('error')]).toEqual([2, 1]);
    expect(
      value(samples, 'vici_hub_command_duration_seconds_count', { function: 'external_pause' }),
    ).toBe(3);
  });

  it('holds no name that a client made up', async () => {
    const running = await start();
    const { hub, token } = running;
    const socket = await RawSocket.authenticated(hub.socketUrl, token());
    await socket.request('made_up_one', { agent_user: 'made_up_two' });
    await socket.request('external_pause', { agent_user: 'made_up_three', value: 'made_up_four' });
    await socket.request('__proto__', {});
    for (const name of ['made_up_five', 'constructor']) {
      await fetch(
        `${hub.url}/agc/api.php?source=made_up&user=6666&pass=1234&function=${name}&value=made_up`,
      );
    }
    await fetch(`${hub.url}/agents?campaigns=made_up`, {
      headers: { authorization: `Bearer ${token()}` },
    });
    socket.close();
    const samples = await scrape(running);
    expect(JSON.stringify(samples)).not.toMatch(/made_up|constructor|__proto__/);
    expect(value(samples, 'vici_hub_commands_total', { function: 'unknown', level: 'error' })).toBe(
      2,
    );
  });

  it('measures how long a command takes to its frames, and a change by someone else', async () => {
    const running = await start({ env: { HUB_POLL_MS: '500' } });
    const { hub, token, database } = running;
    const reader = await EventReader.open(`${hub.url}/events`, { token: token() });
    await reader.next();
    expect(value(await scrape(running), 'vici_hub_feed_delay_seconds_count')).toBe(0);
    const socket = await RawSocket.authenticated(hub.socketUrl, token());
    await socket.request('external_pause', { agent_user: '1001', value: 'PAUSE' });
    await reader.next();
    const one = await scrape(running);
    expect(value(one, 'vici_hub_feed_delay_seconds_count')).toBe(1);
    expect(value(one, 'vici_hub_feed_delay_seconds_sum')).toBeGreaterThan(0);
    // the bell was rung: no waiting for the poll
    expect(value(one, 'vici_hub_feed_delay_seconds_bucket', { le: '0.25' })).toBe(1);
    expect(value(one, 'vici_hub_changes_total')).toBe(1);
    const { db } = database.connection;
    await db.updateTable('live_agents').set({ pause_code: 'LUNCH' }).execute();
    await reader.next();
    const all = await scrape(running);
    const count = value(all, 'vici_hub_feed_delay_seconds_count') ?? 0;
    expect(count).toBeGreaterThan(5);
    expect(value(all, 'vici_hub_changes_total')).toBe(count);
    socket.close();
    reader.close();
  });

  it('counts failures of the feed, of commands and of api_log, each once', async () => {
    const database = await createMariadbDatabase({ server: inject('mariadbUrl'), prefix: '' });
    const running = await start({ database });
    const { hub, token } = running;
    const errors = async () => value(await scrape(running), 'vici_hub_db_errors_total') ?? 0;
    const socket = await RawSocket.authenticated(hub.socketUrl, token());
    const pause = () => socket.request('external_pause', { agent_user: '1000', value: 'PAUSE' });
    expect(await errors()).toBe(0);

    await database.store.execute('rename table api_log to api_log_away');
    expect((await pause()).error?.code).toBe(5003);
    expect(await errors()).toBe(1);
    await database.store.execute('rename table api_log_away to api_log');

    await database.store.execute('rename table users to users_away');
    expect((await pause()).error?.code).toBe(5003);
    const text = await fetch(
      `${hub.url}/agc/api.php?source=test&user=6666&pass=1234&agent_user=1000&function=external_pause&value=PAUSE`,
    );
    expect(text.status).toBe(503);
    expect(await errors()).toBe(3);
    await database.store.execute('rename table users_away to users');

    await database.store.execute('rename table live_agents to live_agents_away');
    const samples = await scrape(running);
    expect(value(samples, 'vici_hub_db_errors_total')).toBe(4);
    // what cannot be read is not guessed
    expect(samples.some(({ name }) => name === 'vici_agents')).toBe(false);
    await database.store.execute('rename table live_agents_away to live_agents');
    expect(
      value(await scrape(running), 'vici_hub_commands_total', {
        function: 'external_pause',
        level: 'error',
      }),
    ).toBe(3);
    socket.close();
  });

  it('is for loopback peers without a proxy between, when there is no port of its own', async () => {
    const { hub } = await start();
    const response = await fetch(`${hub.url}/metrics`, {
      headers: { 'x-forwarded-for': '203.0.113.7' },
    });
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('vici_');
  });

  it('is on the admin port alone when there is one', async () => {
    const { hub } = await start({ env: { HUB_ADMIN_PORT: '0' } });
    expect((await fetch(`${hub.url}/metrics`)).status).toBe(404);
    const admin = `http://127.0.0.1:${hub.adminPort}`;
    const response = await fetch(`${admin}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await response.text()).toContain('vici_hub_connections 0');
    expect((await fetch(`${admin}/readyz`)).status).toBe(200);
    expect((await fetch(`${admin}/healthz`)).status).toBe(200);
  });

  it('has every metric that the dashboard names', async () => {
    const { hub } = await start();
    const text = await (await fetch(`${hub.url}/metrics`)).text();
    const known = new Map(
      [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', type = '']) => [name, type]),
    );
    const dashboard = JSON.parse(
      readFileSync(new URL('../../deploy/grafana.json', import.meta.url), 'utf8'),
    ) as { panels: { title: string; targets?: { expr: string; datasource?: unknown }[] }[] };
    const used = new Set<string>();
    for (const { targets = [] } of dashboard.panels) {
      for (const { expr } of targets) {
        for (const [name] of expr.matchAll(/\b(?:vici|process|nodejs)_\w+/g)) used.add(name);
      }
    }
    const unknown = [...used].filter((name) => {
      const histogram = known.get(name.replace(/_(bucket|sum|count)$/, '')) === 'histogram';
      return !known.has(name) && !histogram;
    });
    expect(unknown).toEqual([]);
    const own = [...known.keys()].filter((name) => name.startsWith('vici_'));
    const drawn = new Set([...used].map((name) => name.replace(/_bucket$/, '')));
    expect(own.filter((name) => !drawn.has(name))).toEqual([]);
  });
});
