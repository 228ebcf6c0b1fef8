import { afterEach, beforeEach, expect, test } from 'vitest';
import { DrivenFloor } from './driven-floor.js';

let floor: DrivenFloor;
beforeEach(async () => {
  floor = await DrivenFloor.open();
});
afterEach(async () => {
  expect(floor.errors).toEqual([]);
  await floor.close();
});

async function leadByPhone(phone: string) {
  return (await floor.rows('list')).filter((row) => row.phone_number === phone);
}

test('dial now: in the call at once, the far end has no channel until it answers', async () => {
  await floor.tick();
  await floor.dial({ phone: '4045550123' });
  const agent = await floor.agent();
  expect(agent).toMatchObject({ status: 'INCALL', comments: 'MANUAL', external_dial: '' });
  expect(agent.callerid).toMatch(/^M\d{19}$/);
  expect(await floor.line(agent.callerid)).toMatchObject({
    status: 'XFER',
    call_type: 'OUT',
    uniqueid: '',
    channel: '',
    phone_number: '4045550123',
  });
  const seconds = await floor.until(
    async () => (await floor.line(agent.callerid))?.uniqueid !== '',
    10,
  );
  expect(seconds).toBeGreaterThan(0);
  const line = await floor.line(agent.callerid);
  const log = (await floor.rows('log')).find((row) => row.uniqueid === line?.uniqueid);
  expect(log).toMatchObject({ status: 'INCALL', comments: 'MANUAL', user: '1000' });
});

test('dialling an unknown number adds a lead to the manual list', async () => {
  await floor.dial({ phone: '9195550177', vendor: 'CRM-77' });
  expect(await leadByPhone('9195550177')).toMatchObject([
    { list_id: 998, vendor_lead_code: 'CRM-77', status: 'INCALL', phone_code: '1' },
  ]);
});

test('dialling a known number with search uses its lead', async () => {
  const known = (await floor.rows('list'))[5];
  await floor.dial({ phone: known?.phone_number ?? '' });
  expect((await floor.agent()).lead_id).toBe(known?.lead_id);
  expect((await floor.lead(known?.lead_id ?? 0)).called_count).toBe(1);
});

test('without search a new lead is made although the number is known', async () => {
  const known = (await floor.rows('list'))[5];
  await floor.dial({ phone: known?.phone_number ?? '', search: 'NO' });
  expect((await floor.agent()).lead_id).not.toBe(known?.lead_id);
});

test('a request that was done is not done again by the same epoch', async () => {
  await floor.tick();
  await floor.dial({ epoch: '99', preview: 'YES' });
  await floor.set({ external_dial: 'SKIP' });
  await floor.tick();
  await floor.dial({ epoch: '99', preview: 'YES' });
  expect((await floor.agent()).preview_lead_id).toBe(0);
  await floor.dial({ epoch: '100', preview: 'YES' });
  expect((await floor.agent()).preview_lead_id).toBeGreaterThan(0);
});

test('preview shows the lead and keeps the agent paused; DIALONLY dials it', async () => {
  await floor.dial({ lead: '7', phone: (await floor.lead(7)).phone_number, preview: 'YES' });
  const preview = await floor.agent();
  expect(preview).toMatchObject({ status: 'PAUSED', lead_id: 0, preview_lead_id: 7 });
  expect(preview.external_dial, 'stays until a preview action').not.toBe('');
  await floor.set({ external_dial: 'DIALONLY' });
  await floor.tick();
  const agent = await floor.agent();
  expect(agent).toMatchObject({ status: 'INCALL', lead_id: 7, preview_lead_id: 0 });
  expect((await floor.line(agent.callerid))?.phone_number).toBe((await floor.lead(7)).phone_number);
});

test('SKIP puts the lead back as it was', async () => {
  await floor.dial({ lead: '7', preview: 'YES' });
  expect(await floor.lead(7)).toMatchObject({ status: 'INCALL', called_count: 1 });
  await floor.set({ external_dial: 'SKIP' });
  await floor.tick();
  expect(await floor.agent()).toMatchObject({
    status: 'PAUSED',
    preview_lead_id: 0,
    external_dial: '',
  });
  expect(await floor.lead(7)).toMatchObject({ status: 'NEW', called_count: 0 });
});

test.each([
  ['ALTDIAL', 'alt_phone', 'ALT'],
  ['ADR3DIAL', 'address3', 'ADDR3'],
] as const)('%s dials the number in %s', async (action, column, altDial) => {
  await floor.dial({ lead: '7', preview: 'YES' });
  await floor.set({ external_dial: action });
  await floor.tick();
  const { callerid } = await floor.agent();
  expect(await floor.line(callerid)).toMatchObject({
    phone_number: (await floor.lead(7))[column],
    alt_dial: altDial,
  });
});

test('MANUALNEXT takes the next lead of the campaign', async () => {
  await floor.dial({ phone: 'MANUALNEXT', preview: 'YES' });
  const agent = await floor.agent();
  expect(agent.external_dial).toBe('');
  expect(await floor.lead(agent.preview_lead_id ?? 0)).toMatchObject({
    list_id: 101,
    status: 'INCALL',
  });
});

test('a number on the do-not-call list is refused', async () => {
  await floor.insert('dnc', { phone_number: '4045550123' });
  await floor.dial({ phone: '4045550123' });
  expect(await floor.agent()).toMatchObject({ status: 'PAUSED', lead_id: 0, external_dial: '' });
});

test('a dial request in a live call is refused', async () => {
  const call = await floor.inCall();
  await floor.dial({ phone: '4045550123' });
  expect(await floor.agent()).toMatchObject({ callerid: call.callerid, external_dial: '' });
});

test('a waiting agent that dials an in-group is paused with NXDIAL first', async () => {
  await floor.resume('1002');
  await floor.dial({ phone: '4045550123', ingroup: 'SUPPORT_IN' }, '1002');
  const agent = await floor.agent('1002');
  expect(agent.callerid).toMatch(/^Y/);
  expect(await floor.line(agent.callerid)).toMatchObject({ campaign_id: 'SUPPORT_IN' });
  const codes = (await floor.rows('agent_log')).filter((row) => row.user === '1002');
  expect(codes.map((row) => row.sub_status)).toContain('NXDIAL');
});

test('with the alternate box ticked the disposition waits for FINISH', async () => {
  await floor.db.updateTable('campaigns').set({ alt_number_dialing: 'SELECTED' }).execute();
  await floor.tick(10);
  await floor.dial({ lead: '7', preview: 'YES' });
  await floor.set({ external_dial: 'DIALONLY' });
  await floor.tick(8);
  await floor.set({ external_hangup: '1', external_status: 'N' });
  await floor.tick(5);
  expect((await floor.agent()).lead_id).toBe(7);
  await floor.set({ external_dial: 'ALTDIAL' });
  await floor.tick();
  expect(await floor.line((await floor.agent()).callerid)).toMatchObject({ alt_dial: 'ALT' });
  await floor.set({ external_hangup: '1', external_status: 'N' });
  await floor.tick(3);
  await floor.set({ external_dial: 'FINISH' });
  await floor.tick(3);
  expect((await floor.agent()).lead_id).toBe(0);
  expect((await floor.lead(7)).status).toBe('N');
});

test('where dial requests queue up, a free agent takes the oldest', async () => {
  await floor.db.updateTable('campaigns').set({ api_manual_dial: 'QUEUE' }).execute();
  await floor.tick(10);
  for (const phone of ['4045550123', '4045550124']) {
    await floor.insert('manual_dial_queue', {
      user: '1000',
      phone_number: phone,
      status: 'READY',
      external_dial: `${phone}!1!YES!NO!YES!!${floor.epoch}!!!!!!!`,
    });
  }
  await floor.tick();
  const agent = await floor.agent();
  expect(await floor.line(agent.callerid)).toMatchObject({ phone_number: '4045550123' });
  expect(await floor.rows('manual_dial_queue')).toMatchObject([{ phone_number: '4045550124' }]);
});
