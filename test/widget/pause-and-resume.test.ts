/** Pause, pause codes and resume, as an agent meets them. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CallCentre } from './support/call-centre.js';

describe('pause and resume', () => {
  let centre: CallCentre;
  beforeAll(async () => {
    centre = await CallCentre.open();
  });
  afterAll(() => centre.close());
  afterEach(async () => {
    expect(await centre.closePages(), 'console').toEqual([]);
  });

  it('shows the agent, his state and a running time', async () => {
    const agent = await centre.agent('1000');
    const { session } = await agent.hears('vici-ready');
    expect(session).toMatchObject({ agent_user: '1000', state: 'PAUSED', campaign_id: 'SALES' });
    await expect.poll(() => agent.controls.getByRole('timer').textContent()).toMatch(/^00:0\d$/);
    const first = await agent.controls.getByRole('timer').textContent();
    await expect.poll(() => agent.controls.getByRole('timer').textContent()).not.toBe(first);
    expect(await agent.controls.getByText('Just logged in').isVisible()).toBe(true);
    expect(await agent.controls.getByText(session?.full_name ?? '?').isVisible()).toBe(true);
    await agent.screenshot('paused');
  });

  it('shows a command as pending until the feed shows that it happened', async () => {
    const agent = await centre.agent('1001');
    await agent.button('Resume').waitFor();
    const pending = agent.controls.evaluate((element) => {
      const controls = element as HTMLElementTagNameMap['vici-agent-controls'];
      return new Promise((done) => {
        const look = () => {
          const button = element.shadowRoot?.querySelector('[part~=resume]');
          if (button?.textContent?.trim() !== 'Resuming') requestAnimationFrame(look);
          else done({ busy: button.getAttribute('aria-busy'), state: controls.session?.state });
        };
        look();
      });
    });
    await agent.button('Resume').click();
    expect(await pending).toEqual({ busy: 'true', state: 'PAUSED' });
    await agent.reaches('READY');
    await agent.button('Pause').waitFor();
    const [command] = await agent.heard('vici-command');
    expect(command).toMatchObject({ function: 'external_pause', params: { value: 'RESUME' } });
  });

  it('sets the chosen reason once the agent is paused', async () => {
    const agent = await centre.agent('1002');
    await centre.withoutCalls('1002');
    await agent.button('Resume').click();
    await agent.reaches('READY', 'CLOSER');
    await agent.button('Pause with a reason').click();
    await agent.controls.getByRole('option', { name: 'Lunch' }).click();
    const changed = await agent.hears('vici-state-changed', ({ state }) => state === 'PAUSED');
    expect(changed.previous).toMatch(/READY|CLOSER/);
    await agent.hears('vici-state-changed', ({ pause_code }) => pause_code === 'LUNCH');
    await agent.controls.getByText('Lunch').waitFor();
    await agent.screenshot('paused-for-lunch');
  });

  it('pauses right after a resume, also when the computer’s clock has jumped', async () => {
    const agent = await centre.agent('1006');
    await centre.withoutCalls('1006');
    await agent.button('Resume').waitFor();
    await agent.page.evaluate(() => {
      const { now } = Date;
      Date.now = () => now() + 900;
    });
    // The screen would take a pause that bears the resume's second for nothing new.
    for (let times = 0; times < 3; times += 1) {
      await agent.button('Resume').click();
      await agent.reaches('READY', 'CLOSER');
      await agent.button('Pause').click();
      await agent.reaches('PAUSED');
    }
  });

  it('changes the reason of a pause', async () => {
    const agent = await centre.agent('1003');
    await agent.button('Change the reason').click();
    await agent.controls.getByRole('option', { name: 'Meeting' }).click();
    await agent.hears('vici-command', (one) => one.function === 'pause_code');
    await agent.hears('vici-state-changed', ({ pause_code }) => pause_code === 'MEET');
    await agent.controls.getByText('Meeting').waitFor();
  });

  it('pauses after the call when asked in a call, and keeps the reason until then', async () => {
    const agent = await centre.agent('1004');
    await agent.takeCall();
    await agent.button('Pause with a reason').click();
    await agent.controls.getByRole('option', { name: 'Training' }).click();
    const set = agent.button('Pause set');
    await set.waitFor();
    expect(await set.getAttribute('title')).toBe('Will pause after this call');
    await agent.button('Hang up').click();
    await agent.reaches('DISPO');
    await agent.controls.getByRole('option', { name: /Not interested/ }).dblclick();
    await agent.reaches('PAUSED');
    await agent.controls.getByText('Training').waitFor();
    await agent.page.waitForTimeout(1_000);
    expect(await agent.state()).toBe('PAUSED');
  });

  it('shows an error of a command where it happened, in words', async () => {
    const agent = await centre.agent('1005');
    await agent.button('Resume').waitFor();
    const refused = await agent.controls.evaluate((element) => {
      const controls = element as HTMLElementTagNameMap['vici-agent-controls'];
      return controls.call('pause_code', { value: 'WAYTOOLONG' }).catch((error) => error.reason);
    });
    expect(refused).toBe('pause_code_not_valid');
    const error = await agent.hears('vici-error');
    expect(error).toMatchObject({
      source: 'command',
      function: 'pause_code',
      message: 'That pause reason is not valid.',
    });
  });
});
