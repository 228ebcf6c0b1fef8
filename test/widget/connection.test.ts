/** Networks fail, tokens end, agents log out: the element says so, and comes back by itself. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CallCentre } from './support/call-centre.js';

describe('the connection', () => {
  let centre: CallCentre;
  /** What the page's console is expected to tell. */
  let expected: RegExp | undefined;
  beforeAll(async () => {
    centre = await CallCentre.open();
  });
  afterAll(() => centre.close());
  afterEach(async () => {
    const problems = await centre.closePages();
    const known = expected;
    expect(
      problems.filter((one) => !known?.test(one)),
      'console',
    ).toEqual([]);
    expected = undefined;
    centre.crm.tokens = 'json';
  });

  it('keeps what it knows while offline, and recovers without a word from anyone', async () => {
    const agent = await centre.agent('1000');
    await agent.button('Resume').waitFor();
    await agent.goOffline();
    await agent.hears('vici-connection', ({ state, reason }) => {
      return state === 'connecting' && reason !== undefined;
    });
    await agent.controls.getByText('Connection lost. Reconnecting by itself').waitFor();
    const resume = agent.button('Resume');
    expect(await resume.getAttribute('aria-disabled')).toBe('true');
    expect(await resume.getAttribute('title')).toBe('Not while connecting');
    expect(await agent.stateName.textContent()).toBe('Paused');
    await agent.screenshot('offline');
    // Meanwhile somebody else resumes the agent.
    await centre.database.connection.db
      .updateTable('live_agents')
      .set({ external_pause: `RESUME!${Math.floor(Date.now() / 1000)}` })
      .where('user', '=', '1000')
      .execute();
    agent.goOnline();
    await agent.reaches('READY');
    await expect.poll(() => agent.button('Pause').getAttribute('aria-disabled')).toBe('false');
    expect(await agent.controls.getByText('Connection lost').count()).toBe(0);
  });

  it('takes a token that is plain text', async () => {
    centre.crm.tokens = 'text';
    const agent = await centre.agent('1001');
    expect(await agent.hears('vici-ready')).toMatchObject({ agent_user: '1001' });
  });

  it('says when the page gets no token, and tries again when asked', async () => {
    expected = /401/;
    centre.crm.tokens = 'refused';
    const agent = await centre.agent('1002');
    const alert = agent.controls.getByRole('alert');
    await alert.getByText('This page got no token. Sign in again.').waitFor();
    expect(await agent.hears('vici-error')).toMatchObject({
      source: 'connection',
      reason: 'token_unavailable',
      temporary: false,
    });
    await agent.screenshot('no-token');
    centre.crm.tokens = 'json';
    await agent.button('Try again').click();
    await agent.hears('vici-ready');
    await expect.poll(() => alert.count()).toBe(0);
  });

  it('says when the token does not allow this agent', async () => {
    const agent = await centre.agent('1003');
    await agent.hears('vici-ready');
    await agent.controls.evaluate((element) => element.setAttribute('agent-user', '1004'));
    const alert = agent.controls.getByRole('alert');
    await alert.getByText('You may not control this agent.').waitFor();
  });

  it('offers nothing that the token does not grant', async () => {
    const agent = await centre.agent('1003', { functions: ['external_pause'] });
    await expect.poll(() => agent.button('Resume').getAttribute('aria-disabled')).toBe('false');
    expect(await agent.button('Log out').getAttribute('title')).toBe('Not allowed');
    await agent.controls.getByText('Not allowed').waitFor();
  });

  it('shares one connection among the elements of a page that use the same tokens', async () => {
    const agent = await centre.agent('1005');
    await agent.hears('vici-ready');
    await agent.page.evaluate(() => {
      const first = document.querySelector('vici-agent-controls');
      if (first) document.body.append(first.cloneNode(true));
    });
    await agent.until(async () => (await agent.heard('vici-ready')).length === 2, 'both ready');
    expect(agent.socketCount).toBe(1);
  });

  it('says that the agent is not logged in after he logged out', async () => {
    const agent = await centre.agent('1006');
    await agent.button('Log out').click();
    await agent.controls.getByText('You will get no more calls.').waitFor();
    await agent.screenshot('log-out');
    await agent.controls.getByRole('tabpanel').getByRole('button', { name: 'Log out' }).click();
    const gone = await agent.hears('vici-state-changed', ({ state }) => state === null);
    expect(gone.session).toBeNull();
    await expect.poll(() => agent.stateName.textContent()).toBe('Not logged in');
    expect(await agent.button('Pause').getAttribute('title')).toBe('The agent is not logged in');
  });

  it('says what the page forgot', async () => {
    const agent = await centre.agent('1007');
    await agent.controls.evaluate((element) => element.removeAttribute('token-url'));
    await agent.controls
      .getByRole('alert')
      .getByText(/needs a “token”/)
      .waitFor();
    expect(await agent.hears('vici-error')).toMatchObject({ source: 'configuration' });
  });
});
