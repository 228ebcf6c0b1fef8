/** The demo's CRM page, whole: the hub serves it, the element on it takes a simulated call. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallCentre } from '../widget/support/call-centre.js';

describe('the CRM page', () => {
  let centre: CallCentre;
  beforeAll(async () => {
    centre = await CallCentre.open(true);
  });
  afterAll(() => centre.close());

  it('opens the customer’s record by itself, and lists the call with its outcome', async () => {
    const agent = await centre.page(`${centre.hub.url}/demo/?agent_user=1000`, { width: 1280 });
    const { page } = agent;
    await page.getByText('the calls are simulated').waitFor();
    await agent.button('Resume').waitFor();
    await page.getByRole('heading', { name: 'No customer selected' }).waitFor();
    const call = await agent.takeCall();
    const customer = await centre.database.connection.db
      .selectFrom('list')
      .selectAll()
      .where('lead_id', '=', call.lead_id)
      .executeTakeFirstOrThrow();
    const { title, first_name, last_name } = customer;
    const name = [title, first_name, last_name].filter(Boolean).join(' ');
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    expect(await page.locator('#email').textContent()).toBe(customer.email);
    expect(await page.locator('#number').textContent()).toBe(customer.vendor_lead_code);
    await agent.screenshot('crm-call');
    await agent.button('Hang up').click();
    await agent.reaches('DISPO');
    await agent.controls.getByRole('option', { name: /Sale made/ }).dblclick();
    const row = page.locator('#calls tr').first();
    await row.getByText('Sale made').waitFor();
    expect(await row.textContent()).toContain(name);
    await agent.screenshot('crm-after');
    expect(await centre.closePages(), 'console').toEqual([]);
  });

  it('dials the customer from the record', async () => {
    const agent = await centre.page(`${centre.hub.url}/demo/?agent_user=1001`, { width: 1280 });
    await agent.takeCall();
    await agent.button('Pause').click();
    await agent.button('Pause set').waitFor();
    await agent.button('Hang up').click();
    await agent.reaches('DISPO');
    await agent.controls.getByRole('option', { name: /No answer/ }).dblclick();
    await agent.reaches('PAUSED');
    await agent.page.waitForTimeout(500);
    await agent.page.getByRole('link', { name: 'Call', exact: true }).click();
    await agent.hears('vici-call-started', ({ direction }) => direction === 'manual');
    expect(await centre.closePages(), 'console').toEqual([]);
  });

  it('works in Spanish, as a bar, for another agent', async () => {
    const address = `${centre.hub.url}/demo/?agent_user=1003&lang=es&layout=bar`;
    const agent = await centre.page(address, { width: 1280, dark: true });
    await agent.button('Reanudar').waitFor();
    expect(await agent.hears('vici-ready')).toMatchObject({ agent_user: '1003' });
    await agent.screenshot('crm-bar');
    expect(await centre.closePages(), 'console').toEqual([]);
  });
});
