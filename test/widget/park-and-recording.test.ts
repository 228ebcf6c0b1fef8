/** The customer on hold, and what is recorded. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CallCentre } from './support/call-centre.js';

describe('hold and recording', () => {
  let centre: CallCentre;
  beforeAll(async () => {
    centre = await CallCentre.open();
  });
  afterAll(() => centre.close());
  afterEach(async () => {
    expect(await centre.closePages(), 'console').toEqual([]);
  });
  const parkLog = async () =>
    (await centre.database.connection.db.selectFrom('park_log').select('status').execute()).map(
      ({ status }) => status,
    );

  it('puts the customer on hold and takes him back', async () => {
    const agent = await centre.agent('1000');
    await agent.takeCall();
    await agent.button('Hold').click();
    await agent.reaches('PARK');
    await agent.screenshot('on-hold');
    await agent.button('Take back').click();
    await agent.reaches('INCALL');
    expect(await parkLog()).toContain('GRABBED');
  });

  it('leaves the customer in the phone menu where the campaign allows it', async () => {
    const agent = await centre.agent('1001');
    await agent.takeCall();
    await agent.button('Hold the customer').click();
    await agent.button('In the phone menu').click();
    await agent.reaches('PARK');
    await agent.button('Hold the customer').click();
    await agent.button('Take back from the phone menu').click();
    await agent.reaches('INCALL');
    const sent = (await agent.heard('vici-command')).filter((one) => one.function === 'park_call');
    expect(sent.map(({ params }) => params.value)).toEqual([
      'PARK_IVR_CUSTOMER',
      'GRAB_IVR_CUSTOMER',
    ]);
  });

  it('says why nobody can be put on hold', async () => {
    const agent = await centre.agent('1002');
    const hold = agent.button('Hold');
    await hold.waitFor();
    expect(await hold.getAttribute('aria-disabled')).toBe('true');
    expect(await hold.getAttribute('title')).toBe('There is no call');
    await agent.controls.evaluate((element) => element.setAttribute('hide', 'hold'));
    await expect.poll(() => hold.count()).toBe(0);
  });

  it('shows what the hub refuses', async () => {
    const agent = await centre.agent('1003');
    await agent.takeCall();
    await centre.database.connection.db
      .updateTable('users')
      .set({ api_allowed_functions: ' external_pause external_hangup ' })
      .where('user', '=', '6666')
      .execute();
    // Rights are remembered for a few seconds.
    await agent.page.waitForTimeout(5_200);
    await agent.button('Hold').click();
    await agent.controls.getByRole('alert').getByText('You may not do that.').waitFor();
    await centre.database.connection.db
      .updateTable('users')
      .set({ api_allowed_functions: ' ALL_FUNCTIONS ' })
      .where('user', '=', '6666')
      .execute();
    await agent.page.waitForTimeout(5_200);
  }, 40_000);

  it('records with a suffix of the agent’s own, shows it, and stops', async () => {
    const agent = await centre.agent('1004');
    await agent.takeCall();
    await agent.tab('More').click();
    await agent.screenshot('more');
    await agent.button('Recording').click();
    await agent.controls.getByLabel('Added to the file name').fill('_order12');
    await agent.button('Start recording').click();
    const mark = agent.controls.locator('[part~=recording]');
    await mark.waitFor();
    await agent.screenshot('recording');
    const read = () =>
      centre.database.connection.db
        .selectFrom('recording_log')
        .select(['filename', 'end_time'])
        .where('user', '=', '1004')
        .executeTakeFirst();
    expect((await read())?.filename).toMatch(/_order12$/);
    await agent.button('Stop recording').click();
    await expect.poll(() => mark.count()).toBe(0);
    await expect.poll(async () => (await read())?.end_time).not.toBeNull();
  });

  it('offers no recording where the campaign never records', async () => {
    const { db } = centre.database.connection;
    const set = (campaign_recording: 'NEVER' | 'ONDEMAND') =>
      db.updateTable('campaigns').set({ campaign_recording }).execute();
    await set('NEVER');
    const agent = await centre.agent('1005');
    await agent.tab('More').click();
    await agent.button('In-groups').waitFor();
    expect(await agent.button('Recording').count()).toBe(0);
    await set('ONDEMAND');
  });
});
