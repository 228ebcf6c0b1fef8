/** The wallboard, in front of a real hub: what it shows is what the dialler's tables say. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Wall } from './support/wall.js';

type Board = HTMLElementTagNameMap['vici-agent-board'];

/** Within which a change has to be seen. */
const SOON = { timeout: 2_000, interval: 20 };

describe('the board of a call centre at work', () => {
  let wall: Wall;
  beforeAll(async () => {
    wall = await Wall.open({ agents: 12, workedS: 300 });
  });
  afterAll(() => wall.close());
  afterEach(async () => {
    expect(await wall.closePages(), 'console').toEqual([]);
  });

  it('shows every agent that is logged in', async () => {
    const page = await wall.board();
    const rows = await wall.db.selectFrom('live_agents').select('user').execute();
    const users = rows.map(({ user }) => user).sort();
    expect(users).toHaveLength(12);
    expect((await page.agents()).sort()).toEqual(users);
    await page.board.getByText('12 agents').waitFor();
  });

  it('counts the agents as the tables do', async () => {
    const page = await wall.board();
    const counts = await page.counts();
    const { call = 0, dead = 0, dispo = 0, paused = 0, waiting, ring, queue } = counts;
    const agents = await wall.db
      .selectFrom('live_agents')
      .select(['status', 'lead_id', 'callerid'])
      .execute();
    const calls = await wall.db.selectFrom('auto_calls').select(['status', 'callerid']).execute();
    const held = new Set(calls.map(({ callerid }) => callerid));
    const having = (status: string) => agents.filter((agent) => agent.status === status);
    const talking = having('INCALL').filter(({ callerid }) => held.has(callerid)).length;
    expect(waiting).toBe(having('READY').length + having('CLOSER').length);
    expect(call).toBe(talking + having('QUEUE').length);
    expect(dead).toBe(having('INCALL').length - talking);
    expect(dispo).toBe(having('PAUSED').filter(({ lead_id }) => Number(lead_id) > 0).length);
    expect(dispo + paused).toBe(having('PAUSED').length);
    expect(ring).toBe(0);
    expect(queue).toBe(calls.filter(({ status }) => status === 'LIVE').length);
    expect(Math.max(call, dispo, paused)).toBeGreaterThan(0);
  });

  it('shows the agents of one campaign when told so, from one moment to the next', async () => {
    const page = await wall.board({ campaigns: 'SUPPORT' });
    const of = async (campaign: string) => {
      const rows = await wall.db
        .selectFrom('live_agents')
        .select('user')
        .where('campaign_id', '=', campaign)
        .execute();
      return rows.map(({ user }) => user).sort();
    };
    expect((await page.agents()).sort()).toEqual(await of('SUPPORT'));
    await page.page.getByLabel('Campaign').selectOption('SALES');
    const sales = await of('SALES');
    await expect.poll(async () => (await page.agents()).sort(), SOON).toEqual(sales);
  });

  it('shows chosen agents and user groups', async () => {
    const page = await wall.board();
    await page.board.evaluate((board) => board.setAttribute('agents', '1003, 1001'));
    await expect.poll(async () => (await page.agents()).sort(), SOON).toEqual(['1001', '1003']);
    await page.board.evaluate((board) => {
      board.removeAttribute('agents');
      board.setAttribute('user-groups', 'NOBODY');
    });
    await page.board.getByText('No agent of this selection is logged in').waitFor();
  });

  it('sorts by the column that is clicked, and says so to screen readers', async () => {
    const page = await wall.board();
    const head = (name: string) => page.board.getByRole('columnheader', { name });
    expect(await head('State').getAttribute('aria-sort')).toBe('ascending');
    await page.board.getByRole('button', { name: 'Agent', exact: true }).press('Enter');
    await expect.poll(() => head('Agent').getAttribute('aria-sort'), SOON).toBe('ascending');
    const names = () =>
      page.rows.evaluateAll((rows) => rows.map((row) => row.querySelector('.cut')?.textContent));
    const ascending = await names();
    expect(ascending).toEqual([...ascending].sort());
    await page.board.getByRole('button', { name: 'Agent', exact: true }).click();
    await expect.poll(names, SOON).toEqual([...ascending].reverse());
    expect(await head('Agent').getAttribute('aria-sort')).toBe('descending');
    expect(await page.board.evaluate((board) => (board as Board).sort)).toBe('-name');
  });

  it('speaks Spanish', async () => {
    const page = await wall.board({ lang: 'es' });
    await page.board.getByText('12 agentes').waitFor();
    await page.board.getByRole('columnheader', { name: 'Estado' }).waitFor();
    await page.board.getByRole('table', { name: 'Colas' }).waitFor();
    await page.page.getByLabel('Language').selectOption('en');
    await page.board.getByText('12 agents').waitFor();
  });

  it('meets the accessibility rules in both themes, from a telephone to a wall', async () => {
    const windows = [
      { width: 360, height: 780 },
      { width: 1280, height: 800 },
      { width: 1920, height: 1080 },
    ];
    for (const window of windows) {
      for (const theme of ['dark', 'light']) {
        const page = await wall.board({ theme }, window);
        await page.page.waitForTimeout(200);
        expect(await page.accessibilityProblems(), `${theme} ${window.width}`).toEqual([]);
        await page.screenshot(`board-${theme}-${window.width}`);
      }
    }
  });

  it('never makes its page scroll sideways, down to 280 px', async () => {
    const page = await wall.board({}, { width: 280, height: 700 });
    const [width, wanted] = await page.page.evaluate(() => {
      const { clientWidth, scrollWidth } = document.documentElement;
      return [clientWidth, scrollWidth];
    });
    expect(wanted).toBe(width);
    const cut = await page.board.evaluate((board) => {
      const { right } = board.getBoundingClientRect();
      const times = [...(board.shadowRoot?.querySelectorAll('tbody .time') ?? [])];
      return times.filter((time) => time.getBoundingClientRect().right > right - 8).length;
    });
    expect(cut).toBe(0);
    await page.screenshot('board-dark-280');
  });

  it('is large on a wall, and dark unless told otherwise', async () => {
    const look = async (theme: string, width: number) => {
      const page = await wall.board({ theme }, { width, height: 1080, dark: false });
      await page.page.waitForTimeout(100);
      return page.board.evaluate((board) => {
        const base = board.shadowRoot?.querySelector('.base') as HTMLElement;
        const { fontSize, backgroundColor } = getComputedStyle(base);
        return { size: Number.parseFloat(fontSize), isDark: /^rgb\(21,/.test(backgroundColor) };
      });
    };
    expect(await look('auto', 1280)).toEqual({ size: 14, isDark: false });
    const onWall = await look('auto', 1920);
    expect(onWall.isDark).toBe(true);
    expect(onWall.size).toBeGreaterThanOrEqual(20);
    expect((await look('light', 1920)).isDark).toBe(false);
  });
});

describe('the board of a call centre that stands still', () => {
  let wall: Wall;
  beforeAll(async () => {
    wall = await Wall.open({ agents: 12 });
  });
  afterAll(() => wall.close());
  afterEach(async () => {
    expect(await wall.closePages(), 'console').toEqual([]);
  });

  it('shows a change within two seconds, and draws only the row that changed', async () => {
    await wall.calm();
    const page = await wall.board();
    await expect.poll(async () => (await page.counts()).waiting, SOON).toBe(12);
    const other = page.row('1004');
    await page.board.evaluate((board) => {
      const rows = board.shadowRoot?.querySelectorAll('tr[data-agent]') ?? [];
      const drawn: string[] = [];
      Object.assign(window, { drawn });
      const watcher = new MutationObserver((changes) => {
        for (const { target } of changes) {
          const at = target instanceof Element ? target : target.parentElement;
          if (at?.closest('.time') || at?.matches('tr')) continue;
          drawn.push(at?.closest('tr')?.dataset.agent ?? '');
        }
      });
      for (const row of rows) {
        watcher.observe(row, { childList: true, characterData: true, subtree: true });
      }
    });
    await wall.set('1002', {
      status: 'PAUSED',
      pause_code: 'LUNCH',
      last_state_change: wall.ago(0),
    });
    await expect.poll(() => page.row('1002').textContent(), SOON).toContain('Paused');
    expect(await page.row('1002').textContent()).toContain('LUNCH');
    expect(await page.counts()).toMatchObject({ waiting: 11, paused: 1 });
    const drawn = await page.page.evaluate(() => (window as unknown as { drawn: string[] }).drawn);
    expect([...new Set(drawn)]).toEqual(['1002']);
    expect(await other.textContent()).toContain('Ready');
  });

  it('counts the seconds without drawing the board again', async () => {
    await wall.calm();
    const page = await wall.board();
    const time = () => page.row('1005').locator('.time').textContent();
    await page.board.evaluate((board) => {
      Object.assign(window, { updates: 0 });
      const counting = window as unknown as { updates: number };
      const own = board as Board;
      const requestUpdate = own.requestUpdate.bind(own);
      own.requestUpdate = (name, ...rest) => {
        // The time of day, once a minute, is not what is meant here.
        if (name !== 'clock') counting.updates += 1;
        requestUpdate(name, ...rest);
      };
    });
    const first = await time();
    expect(first).toMatch(/^\d\d:\d\d$/);
    await expect.poll(time, { timeout: 2_500, interval: 50 }).not.toBe(first);
    const second = await time();
    await expect.poll(time, { timeout: 2_500, interval: 50 }).not.toBe(second);
    expect(await page.page.evaluate(() => (window as unknown as { updates: number }).updates)).toBe(
      0,
    );
  });

  it.each([
    { state: 'waiting', values: { status: 'READY' }, steps: [60, 300] },
    { state: 'paused', values: { status: 'PAUSED' }, steps: [60, 300, 600] },
    { state: 'in wrap-up', values: { status: 'PAUSED', lead_id: 7 }, steps: [60, 300, 600] },
    {
      state: 'after the customer hung up',
      values: { status: 'INCALL', lead_id: 7, callerid: 'V00000000000000000001' },
      steps: [10],
    },
  ] as const)('marks an agent $state after $steps s', async ({ values, steps }) => {
    await wall.calm();
    const page = await wall.board();
    const row = page.row('1006');
    const classes = (seconds: number) => {
      const passed = steps.filter((step) => seconds >= step).at(-1);
      return passed === undefined ? undefined : `over-${passed}`;
    };
    for (const seconds of [0, ...steps.flatMap((step) => [step - 5, step + 5])]) {
      await wall.set('1006', { ...values, last_state_change: wall.ago(seconds) });
      await expect
        .poll(async () => {
          const shown = (await row.locator('.time').textContent()) ?? '';
          const [minutes = 0, rest = 0] = shown.split(':').map(Number);
          return Math.abs(minutes * 60 + rest - seconds) <= 3;
        }, SOON)
        .toBe(true);
      expect((await page.thresholds(row)).find((name) => name.startsWith('over'))).toBe(
        classes(seconds),
      );
    }
  });

  it('marks a call after 60 and 300 s', async () => {
    await wall.calm();
    const callerid = 'V0000000000000000012';
    await wall.caller('SALES_IN', 1);
    await wall.db.updateTable('auto_calls').set({ callerid, status: 'CLOSER' }).execute();
    const page = await wall.board();
    for (const [seconds, classes] of [
      [50, []],
      [70, ['over-60', 'level-1']],
      [310, ['over-300', 'level-2']],
    ] as const) {
      await wall.set('1007', {
        status: 'INCALL',
        lead_id: 7,
        callerid,
        last_call_time: wall.ago(seconds),
      });
      await expect.poll(() => page.row('1007').textContent(), SOON).toContain('In call');
      await expect.poll(() => page.thresholds(page.row('1007')), SOON).toEqual(classes);
    }
  });

  it('reaches a threshold while it runs', async () => {
    await wall.calm();
    const page = await wall.board();
    const row = page.row('1001');
    await wall.set('1001', { status: 'READY', last_state_change: wall.ago(57) });
    await expect.poll(() => row.textContent(), SOON).toMatch(/00:5[789]/);
    expect(await page.thresholds(row)).toEqual([]);
    await expect
      .poll(() => page.thresholds(row), { timeout: 4_000, interval: 50 })
      .toEqual(['over-60', 'level-1']);
    expect(await row.getAttribute('part')).toContain('over-60');
  });

  it('shows the calls that wait and how long the first has waited', async () => {
    await wall.calm();
    const page = await wall.board();
    await page.board.getByText('No calls are waiting').waitFor();
    await wall.caller('SALES_IN', 65);
    await wall.caller('SALES_IN', 12);
    await wall.caller('SUPPORT_IN', 3);
    const first = page.queues.first();
    await expect.poll(() => page.queues.count(), SOON).toBe(2);
    await expect.poll(() => first.textContent(), SOON).toMatch(/SALES_IN\s*2\s*01:0\d/);
    expect(await page.thresholds(first)).toEqual(['over-60', 'level-2']);
    await expect.poll(async () => (await page.counts()).queue, SOON).toBe(3);
    const before = await first.locator('.time').textContent();
    await expect
      .poll(() => first.locator('.time').textContent(), { timeout: 2_500, interval: 50 })
      .not.toBe(before);
    await page.page.getByLabel('Campaign').selectOption('SUPPORT');
    await expect.poll(() => page.queues.allTextContents(), SOON).toHaveLength(1);
    expect(await page.queues.first().textContent()).toContain('SUPPORT_IN');
    await wall.db.deleteFrom('auto_calls').execute();
    await expect.poll(() => page.queues.count(), SOON).toBe(0);
  });

  it('leaves out who has been paused for more than six hours, and says how many', async () => {
    await wall.calm();
    await wall.set('1008', { status: 'PAUSED', last_state_change: wall.ago(6 * 3600 + 5) });
    const page = await wall.board();
    await page.board.getByText('1 agent is not shown').waitFor();
    expect(await page.agents()).not.toContain('1008');
    expect((await page.counts()).paused).toBe(0);
  });

  it('says that the dialler cannot be read, stops its times, and recovers', async () => {
    await wall.calm();
    const page = await wall.board();
    await wall.database.store.execute('alter table live_agents rename to live_agents_away');
    try {
      await page.board.getByText('The dialler cannot be read').waitFor({ timeout: 5_000 });
      const time = page.row('1009').locator('.time');
      const shown = await time.textContent();
      await page.page.waitForTimeout(1_500);
      expect(await time.textContent()).toBe(shown);
      expect(await page.accessibilityProblems()).toEqual([]);
      await page.screenshot('board-stale');
    } finally {
      await wall.database.store.execute('alter table live_agents_away rename to live_agents');
    }
    await page.board
      .getByText('The dialler cannot be read')
      .waitFor({ state: 'detached', timeout: 15_000 });
    expect(await page.agents()).toHaveLength(12);
  });

  it('says that the connection is lost, and shows what happened meanwhile when it is back', async () => {
    await wall.calm();
    const page = await wall.board();
    await page.goOffline();
    await page.board.getByText('Connection lost').waitFor();
    expect(await page.agents()).toHaveLength(12);
    expect(await page.board.locator('.base.old').count()).toBe(1);
    await wall.set('1010', { status: 'PAUSED', last_state_change: wall.ago(0) });
    page.goOnline();
    await page.board.getByText('Connection lost').waitFor({ state: 'detached', timeout: 15_000 });
    await expect.poll(() => page.row('1010').textContent(), SOON).toContain('Paused');
    const states = (await page.heard())
      .filter(({ type }) => type === 'vici-connection')
      .map(({ detail }) => detail.state);
    expect(states).toEqual(expect.arrayContaining(['connecting', 'open']));
    expect(states.at(-1)).toBe('open');
  });

  it('says what is missing when it is not told its hub', async () => {
    const page = await wall.board();
    await page.board.evaluate((board) => board.setAttribute('hub', ''));
    await page.board.getByText('This element needs a “hub” address.').waitFor();
    const [error] = (await page.heard()).filter(({ type }) => type === 'vici-error');
    expect(error?.detail).toMatchObject({ source: 'configuration', reason: 'hub_missing' });
  });

  it('leads to the customers and back', async () => {
    const page = await wall.board();
    await page.page.getByRole('link', { name: 'Customers' }).click();
    await page.page.getByRole('link', { name: 'Wallboard' }).click();
    await page.rows.first().waitFor();
  });
});

describe('the board of many agents', () => {
  let wall: Wall;
  beforeAll(async () => {
    wall = await Wall.open({ agents: 500 });
  });
  afterAll(() => wall.close());
  afterEach(async () => {
    expect(await wall.closePages(), 'console').toEqual([]);
  });

  it('shows 500 agents and follows them', async () => {
    const page = await wall.board();
    const { length } = await wall.db.selectFrom('live_agents').select('user').execute();
    expect(length).toBeGreaterThanOrEqual(500);
    expect(await page.rows.count()).toBe(length);
    await wall.set('1499', { status: 'READY', last_state_change: wall.ago(1) });
    await expect.poll(() => page.row('1499').textContent(), SOON).toContain('Ready');
  });

  it('sets them side by side on a wall', async () => {
    const page = await wall.board({}, { width: 1920, height: 1080 });
    await page.board.getByRole('table', { name: 'Agents, part 4 of 4' }).waitFor();
    expect(new Set(await page.agents()).size).toBe(await page.rows.count());
    await page.screenshot('board-500-1920');
  });
});
