import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgentSession } from '../../protocol/agent-session.js';
import { clip, duration, pad, plain, widthOf } from '../../server/cli/watch/cells.js';
import { noColours } from '../../server/cli/watch/colours.js';
import { drawPage, type WatchPicture } from '../../server/cli/watch/page.js';
import { Scroll } from '../../server/cli/watch/scroll.js';
import { session } from '../feed/support.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';

const NOW = Date.parse('2026-03-02T12:00:00Z');

function picture(agents: AgentSession[], more: Partial<WatchPicture> = {}): WatchPicture {
  return {
    url: 'ws://127.0.0.1:8080/ws',
    connection: { text: '● live', style: 'green' },
    isComplete: true,
    agents,
    queues: [],
    now: NOW,
    ...more,
  };
}

const page = (shown: WatchPicture, options: Partial<Parameters<typeof drawPage>[1]> = {}) =>
  drawPage(shown, {
    columns: 80,
    rows: 24,
    paint: noColours,
    order: 'agent',
    offset: 0,
    ...options,
  });

const busy = session({
  agent_user: '1002',
  full_name: 'Maximiliana Featherstonehaugh-Longbottom',
  campaign_id: 'CAMPAIGN',
  state: 'INCALL',
  since: NOW - 3_723_000,
  phone_number: '7275550101',
  call_direction: 'inbound',
  ingroup: 'A_VERY_LONG_INGROUP_20',
  calls_today: 123,
});

describe('the page of watch', () => {
  it('fits 80 columns and the rows of the terminal, whatever the names', () => {
    const agents = Array.from({ length: 50 }, (_, index) => ({ ...busy, agent_user: `a${index}` }));
    for (const [columns, rows] of [
      [80, 24],
      [120, 10],
    ] as const) {
      const lines = page(picture(agents), { columns, rows });
      expect(lines).toHaveLength(rows);
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    }
  });

  it('shows agent, name, campaign, state, time, call, in-group and calls of the day', () => {
    const [, , , title, row] = page(picture([busy]));
    expect(title).toMatch(/^AGENT +NAME +CAMPAIGN +STATE +TIME +CALL \/ PAUSE +IN-GROUP +CALLS$/);
    expect(row).toMatch(
      /^1002 +Maximil.*… +CAMPAIGN +INCALL +1:02:03 ← 7275550101 A_VERY_\S* +123$/,
    );
  });

  it('shows the pause code of who is paused', () => {
    const lines = page(picture([session({ state: 'PAUSED', pause_code: 'LUNCH' })]));
    expect(lines[4]).toContain('LUNCH');
  });

  it('counts the sessions by state and the calls by queue, the longest waiting first', () => {
    const queues = [
      { ingroup: 'SALES', campaign_id: null, waiting: 1, oldest_since: NOW - 5_000 },
      { ingroup: null, campaign_id: 'OUT', waiting: 3, oldest_since: NOW - 65_000 },
    ];
    const [, states, waiting] = page(
      picture([busy, session(), session({ agent_user: '1001' })], { queues }),
    );
    expect(states).toBe('READY 2  INCALL 1');
    expect(waiting).toBe('waiting:  OUT 3 (1:05)  SALES 1 (0:05)');
  });

  it('lets no name command the terminal', () => {
    const lines = page(picture([session({ full_name: 'Eve\u001b[2J\u0007\u202e\nX' })]));
    expect(lines[4]).toContain('Eve[2JX');
    for (const control of ['\u001b', '\u0007', '\u202e', '\n']) {
      expect(lines.join('')).not.toContain(control);
    }
  });

  it('sorts by agent as numbers, by state, or by time', () => {
    const agents = [
      session({ agent_user: '10', since: NOW - 1_000, state: 'PAUSED' }),
      session({ agent_user: '9', since: NOW - 9_000, state: 'INCALL' }),
    ];
    const first = (order: 'agent' | 'state' | 'time') =>
      page(picture(agents), { order })[4]?.split(' ')[0];
    expect([first('agent'), first('state'), first('time')]).toEqual(['9', '9', '9']);
    const later = [
      { ...agents[0], state: 'READY', since: NOW - 99_000 } as AgentSession,
      agents[1],
    ];
    const shown = picture(later as AgentSession[]);
    expect(page(shown, { order: 'state' })[4]).toMatch(/^10 /);
    expect(page(shown, { order: 'time' })[4]).toMatch(/^10 /);
  });

  it('scrolls within the sessions and says where it is', () => {
    const scroll = new Scroll();
    scroll.press('\x1b[6~', 19);
    scroll.keepWithin(30, 19);
    expect(scroll.offset).toBe(11);
    scroll.press('\x1b[A', 19);
    expect(scroll.offset).toBe(10);
    scroll.press('\x1b[5~', 19);
    scroll.keepWithin(30, 19);
    expect(scroll.offset).toBe(0);
    expect([scroll.press('x', 19), scroll.press('q', 19), scroll.press('\x03', 19)]).toEqual([
      false,
      true,
      true,
    ]);
    const agents = Array.from({ length: 30 }, (_, index) => session({ agent_user: `${index}` }));
    expect(page(picture(agents), { offset: 11 }).at(-1)).toContain('12–30 of 30');
  });
});

describe('cells', () => {
  it('count what a terminal shows', () => {
    expect(widthOf('añé')).toBe(3);
    expect(widthOf('e\u0301')).toBe(1);
    expect(widthOf('日本')).toBe(4);
    expect(clip('日本語', 5)).toBe('日本…');
    expect(pad('ab', 4)).toBe('ab  ');
    expect(pad('ab', 4, 'right')).toBe('  ab');
    expect(plain('a\u0000b\u009bc')).toBe('abc');
  });

  it('show time as a clock does', () => {
    expect([0, 7_999, 750_000, 3_723_000, -5].map(duration)).toEqual([
      '0:00',
      '0:07',
      '12:30',
      '1:02:03',
      '0:00',
    ]);
  });
});

const root = fileURLToPath(new URL('../..', import.meta.url));
/** As it is shipped; `npm test` builds it first. */
const MAIN = ['dist/server/main.js'];

describe('vici-hub watch', () => {
  let fixture: HubOnFixture;
  const children: ChildProcessWithoutNullStreams[] = [];

  beforeAll(async () => {
    fixture = await startHubOnFixture();
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill();
  });
  afterAll(() => fixture.close());

  const start = (file: string, args: string[], env: Record<string, string> = {}) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { PATH: process.env.PATH, TERM: 'xterm', ...env },
    });
    children.push(child);
    let output = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString('utf8');
    });
    child.stderr.on('data', (data: Buffer) => {
      output += data.toString('utf8');
    });
    const code = new Promise<number | null>((resolve) => child.once('close', resolve));
    return { child, code, output: () => output };
  };
  const watch = (...args: string[]) =>
    start(process.execPath, [...MAIN, 'watch', '--url', fixture.hub.socketUrl, ...args]);

  it('prints one picture into a pipe, whole and without colours', async () => {
    const { code, output } = watch('--token', fixture.token(), '--agents', '1001,1002');
    expect(await code).toBe(0);
    const lines = output().trimEnd().split('\n');
    expect(lines[0]).toMatch(/^vici-hub {2}● live {2}2 agents {2}\d\d:\d\d:\d\d {2}ws:\/\//);
    expect(lines[1]).toBe('READY 1  INCALL 1');
    expect(lines[2]).toMatch(/^waiting: {2}.*TEST_IN 2 \(/);
    expect(lines.slice(4).map((line) => line.split(/ +/).slice(0, 4))).toEqual([
      ['1001', 'Ben', 'Ready', 'TESTCAMP'],
      ['1002', 'Cid', 'Inbound', 'TESTCAMP'],
    ]);
    expect(output()).not.toContain('\x1b');
  });

  it('signs its own token where the secret is known', async () => {
    const { code, output } = start(
      process.execPath,
      [...MAIN, 'watch', '--url', fixture.hub.socketUrl, '--campaigns', 'MANUAL'],
      { HUB_JWT_SECRET: fixture.secret },
    );
    expect(await code).toBe(0);
    expect(output()).toContain('2 agents');
  });

  it('says in one line why it cannot', async () => {
    const refused = watch('--token', 'nonsense');
    expect(await refused.code).toBe(1);
    expect(refused.output().trim()).toMatch(/^vici-hub: the hub refuses: token not accepted: /);
    const without = watch();
    expect(await without.code).toBe(1);
    expect(without.output().trim()).toBe(
      'vici-hub: HUB_JWT_SECRET, or --token: one of them is required',
    );
  });

  it('draws a live table in a terminal, follows a change, and restores the terminal', async () => {
    const command = `stty cols 80 rows 24; '${process.execPath}' ${MAIN.join(' ')} watch --url ${fixture.hub.socketUrl} --token ${fixture.token()}`;
    const { child, code, output } = start('script', ['-qfec', command, '/dev/null']);
    await expect.poll(output, { timeout: 10_000 }).toContain('Ben Ready');
    expect(output()).toContain('\x1b[?1049h');
    expect(output()).toContain('\x1b[32mREADY');
    await fixture.database.connection.db
      .updateTable('live_agents')
      .set({ pause_code: 'TEATIM' })
      .where('user', '=', '1000')
      .execute();
    await expect.poll(output, { timeout: 5_000 }).toContain('TEATIM');
    child.stdin.write('\x03');
    expect(await code).toBe(0);
    expect(output().endsWith('\x1b[?7h\x1b[?25h\x1b[?1049l')).toBe(true);
  });
});
