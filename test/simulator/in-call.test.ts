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

/** `external_transferconf` as the API composes it. */
function transfer(action: string, ingroup = '', phone = '', consultative = 'NO'): string {
  return [action, ingroup, phone, consultative, '', '', '', String(floor.epoch), ''].join('---');
}

async function command(changes: Parameters<DrivenFloor['set']>[0]): Promise<void> {
  await floor.set(changes);
  await floor.tick();
}

test('park and grab move the customer into parked_channels and back', async () => {
  const call = await floor.inCall();
  await command({ external_park: 'PARK_CUSTOMER' });
  expect((await floor.agent()).external_park).toBe('');
  expect(await floor.rows('parked_channels')).toMatchObject([
    { channel_group: call.callerid, channel: call.channel },
  ]);
  await floor.tick(4);
  await command({ external_park: 'GRAB_CUSTOMER' });
  expect(await floor.rows('parked_channels')).toEqual([]);
  expect(await floor.rows('parked_channels_recent')).toMatchObject([
    { channel_group: call.callerid },
  ]);
  expect(await floor.rows('park_log')).toMatchObject([
    { status: 'GRABBED', parked_sec: 5, user: '1000' },
  ]);
});

test('a park to the menu marks the call', async () => {
  const call = await floor.inCall();
  await command({ external_park: 'PARK_IVR_CUSTOMER' });
  expect(await floor.line(call.callerid)).toMatchObject({ extension: 'PARK_IVR' });
  expect(await floor.rows('park_log')).toMatchObject([{ status: 'IVRPARKED' }]);
});

test('hanging up a parked customer leaves nothing parked', async () => {
  await floor.inCall();
  await command({ external_park: 'PARK_CUSTOMER' });
  await command({ external_hangup: '1' });
  expect(await floor.rows('parked_channels')).toEqual([]);
});

test('recording: the column holds the recording id until it is stopped', async () => {
  const call = await floor.inCall();
  await command({ external_recording: 'START_CRM77' });
  const [recording] = await floor.rows('recording_log');
  expect(recording).toMatchObject({ user: '1000', lead_id: call.lead_id, end_epoch: null });
  expect(recording?.filename).toMatch(/_1000_CRM77$/);
  expect((await floor.agent()).external_recording).toBe(String(recording?.recording_id));
  await floor.tick(5);
  await command({ external_recording: 'STOP' });
  expect((await floor.agent()).external_recording).toBe('');
  expect(await floor.rows('recording_log')).toMatchObject([{ length_in_sec: 6 }]);
});

test('dtmf goes to the telephony and the column is emptied', async () => {
  await floor.inCall();
  await command({ external_dtmf: '12P' });
  expect((await floor.agent()).external_dtmf).toBe('');
  const orders = await floor.rows('manager');
  expect(orders.map((row) => row.cmd_line_c)).toContain('12#');
});

test('update_fields is taken on the call, and left alone on the disposition screen', async () => {
  await floor.inCall();
  await command({ external_update_fields: '1', external_update_fields_data: 'city' });
  expect(await floor.agent()).toMatchObject({
    external_update_fields: '0',
    external_update_fields_data: '',
  });
  await command({ external_hangup: '1' });
  await command({ external_update_fields: '1', external_update_fields_data: 'city' });
  expect((await floor.agent()).external_update_fields).toBe('1');
  await command({ external_status: 'NI' });
  expect((await floor.agent()).external_update_fields).toBe('0');
});

test('a timer action is taken over at once and fires when the call is old enough', async () => {
  await floor.inCall();
  await command({
    external_timer_action: 'HANGUP',
    external_timer_action_message: 'time',
    external_timer_action_seconds: 10,
  });
  expect(await floor.agent()).toMatchObject({
    external_timer_action: '',
    external_timer_action_message: 'time',
  });
  await floor.tick(5);
  expect((await floor.agent()).status).toBe('INCALL');
  await floor.tick(5);
  expect((await floor.agent()).status).toBe('PAUSED');
});

test('D1_DIAL brings the first preset into the conference', async () => {
  await floor.inCall();
  await command({ external_timer_action: 'D1_DIAL', external_timer_action_seconds: 0 });
  await floor.tick();
  expect(await floor.rows('user_call_log')).toMatchObject([
    { user: '1000', number_dialed: '2015550142' },
  ]);
});

test('switch_lead moves the call, its logs and the screen to the other lead', async () => {
  const call = await floor.inCall();
  const other = call.lead_id === 1 ? 2 : 1;
  await command({ external_lead_id: other });
  expect(await floor.agent()).toMatchObject({ lead_id: other, external_lead_id: 0 });
  expect(await floor.line(call.callerid)).toMatchObject({ lead_id: other });
  expect((await floor.lead(call.lead_id)).status).toBe('LSMERG');
  const log = (await floor.rows('closer_log')).find((row) => row.uniqueid === call.uniqueid);
  expect(log?.lead_id).toBe(other);
});

test('changed in-groups are applied without a change of status', async () => {
  await floor.resume();
  await command({
    external_ingroups: ' SUPPORT_IN -',
    external_blended: '0',
    external_igb_set_user: '6666',
    manager_ingroup_set: 'SET',
  });
  expect(await floor.agent()).toMatchObject({
    status: 'READY',
    closer_campaigns: ' SUPPORT_IN -',
    manager_ingroup_set: 'Y',
    outbound_autodial: 'N',
  });
  const rows = await floor.rows('live_inbound_agents');
  const own = rows.filter((row) => row.user === '1000').map((row) => row.group_id);
  expect(own).toEqual(['SUPPORT_IN']);
  expect((await floor.rows('user_closer_log')).at(-1)).toMatchObject({ manager_change: '6666' });
});

test.each(['BLIND_TRANSFER', 'LOCAL_CLOSER'])(
  '%s takes the agent to the disposition',
  async (action) => {
    const call = await floor.inCall();
    const group = action === 'LOCAL_CLOSER' ? 'SUPPORT_IN' : '';
    await command({ external_transferconf: transfer(action, group, '4045550123') });
    expect(await floor.agent()).toMatchObject({
      status: 'PAUSED',
      lead_id: call.lead_id,
      external_transferconf: '',
    });
    expect(await floor.line(call.callerid)).toBeUndefined();
    const log = (await floor.rows('closer_log')).find((row) => row.uniqueid === call.uniqueid);
    expect(log?.status).toBe('XFER');
  },
);

test('LOCAL_CLOSER puts the customer into the other in-group', async () => {
  const call = await floor.inCall();
  await command({ external_transferconf: transfer('LOCAL_CLOSER', 'SUPPORT_IN') });
  const moved = (await floor.rows('auto_calls')).find((row) => row.lead_id === call.lead_id);
  expect(moved).toMatchObject({ campaign_id: 'SUPPORT_IN', status: 'LIVE', call_type: 'IN' });
});

test('a campaign may save XFER without the disposition screen', async () => {
  await floor.db.updateTable('campaigns').set({ transfer_no_dispo: 'EXTERNAL_ONLY' }).execute();
  await floor.tick(10);
  const call = await floor.inCall();
  await command({ external_transferconf: transfer('BLIND_TRANSFER', '', '4045550123') });
  expect((await floor.agent()).lead_id).toBe(0);
  expect((await floor.lead(call.lead_id)).status).toBe('XFER');
});

test('LEAVE_VM keeps the line until the message has played', async () => {
  const call = await floor.inCall();
  await command({ external_transferconf: transfer('LEAVE_VM') });
  expect((await floor.agent()).status).toBe('PAUSED');
  expect(await floor.line(call.callerid)).toBeDefined();
  await floor.tick(12);
  expect(await floor.line(call.callerid)).toBeUndefined();
});

test('PARK_CUSTOMER_DIAL parks the customer and calls the third party', async () => {
  const call = await floor.inCall();
  await command({ external_transferconf: transfer('PARK_CUSTOMER_DIAL', '', '4045550123') });
  expect((await floor.agent()).status).toBe('INCALL');
  expect(await floor.rows('parked_channels')).toMatchObject([{ channel_group: call.callerid }]);
  expect(await floor.rows('user_call_log')).toMatchObject([{ number_dialed: '4045550123' }]);
});

test('a second dial within three ticks is a double click', async () => {
  await floor.inCall();
  await command({ external_transferconf: transfer('DIAL_WITH_CUSTOMER', '', '4045550123') });
  await command({ external_transferconf: transfer('DIAL_WITH_CUSTOMER', '', '4045550124') });
  expect(await floor.rows('user_call_log')).toHaveLength(1);
  expect((await floor.agent()).external_transferconf).toBe('');
});

test('a consultative call to an agent puts both on the same lead; leaving hands it over', async () => {
  const call = await floor.inCall();
  await floor.resume('1001');
  await command({
    external_transferconf: transfer('DIAL_WITH_CUSTOMER', 'AGENTDIRECT', '1001', 'YES'),
  });
  await floor.until(async () => (await floor.agent('1001')).status === 'INCALL', 5);
  const second = await floor.agent('1001');
  expect(second.lead_id).toBe(call.lead_id);
  expect(second.callerid).not.toBe(call.callerid);
  const before = await floor.agent();
  await command({ external_transferconf: transfer('LEAVE_3WAY_CALL') });
  const fronter = await floor.agent();
  expect(fronter).toMatchObject({ status: 'PAUSED', lead_id: call.lead_id });
  expect(fronter.conf_exten).not.toBe(before.conf_exten);
  expect(await floor.line(second.callerid)).toBeDefined();
  expect((await floor.agent('1001')).status).toBe('INCALL');
});

test('HANGUP_XFER leaves the called agent with a dead call', async () => {
  await floor.inCall();
  await floor.resume('1001');
  await command({
    external_transferconf: transfer('DIAL_WITH_CUSTOMER', 'AGENTDIRECT', '1001', 'YES'),
  });
  await floor.until(async () => (await floor.agent('1001')).status === 'INCALL', 5);
  await floor.tick(3);
  const second = await floor.agent('1001');
  await command({ external_transferconf: transfer('HANGUP_XFER') });
  expect((await floor.agent()).status).toBe('INCALL');
  expect(await floor.line(second.callerid)).toBeUndefined();
});

test('a file that the API plays is a channel in the conference until it ends', async () => {
  const { conf_exten } = await floor.agent();
  await floor.insert('manager', {
    status: 'NEW',
    server_ip: '10.0.0.15',
    action: 'Originate',
    cmd_line_b: `Channel: Local/47378216${conf_exten}@default`,
  });
  await floor.tick();
  expect(await floor.rows('live_channels')).toMatchObject([
    { extension: conf_exten, channel: expect.stringMatching(/^IAX2\/ASTplay-/) },
  ]);
  await floor.tick(61);
  expect(await floor.rows('live_channels')).toEqual([]);
});

test('a call that the API sends to an in-group waits there', async () => {
  await floor.insert('manager', {
    status: 'NEW',
    server_ip: '10.0.0.15',
    action: 'Redirect',
    cmd_line_b: 'Channel: SIP/simtrunk-00000001',
    cmd_line_d: 'Exten: 90009*SUPPORT_IN**7**2015550107**900001**',
  });
  await floor.tick();
  expect(await floor.rows('auto_calls')).toMatchObject([
    { campaign_id: 'SUPPORT_IN', lead_id: 7, status: 'LIVE' },
  ]);
});

test('the call of an agent whose row was deleted ends with it', async () => {
  const call = await floor.inCall();
  await floor.db.deleteFrom('live_agents').where('user', '=', '1000').execute();
  await floor.tick();
  expect(await floor.line(call.callerid)).toBeUndefined();
});
