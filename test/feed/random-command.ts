/** One command at random of those that only set flags for the agent's screen. */
import type { HubClient } from '../../server/client.js';
import type { Random } from './random.js';

/** Resolves when it succeeded. @throws HubError when the hub refuses it, which is often right */
export async function giveCommand(
  client: HubClient,
  random: Random,
  agent_user: string,
): Promise<unknown> {
  const { pick, below } = random;
  switch (below(16)) {
    case 0:
    case 1:
    case 2:
      return client.call('external_pause', { agent_user, value: pick(['PAUSE', 'RESUME']) });
    case 3:
      return client.call('external_hangup', { agent_user, value: '1' });
    case 4:
      return client.call('external_status', { agent_user, value: pick(['SALE', 'NI', 'B']) });
    case 5:
      return client.call('pause_code', { agent_user, value: pick(['LUNCH', 'BREAK']) });
    case 6:
      return client.call('send_dtmf', { agent_user, value: pick(['1', '42P', '7QS']) });
    case 7:
      return client.call('external_dial', {
        agent_user,
        value: pick(['2015550101', '2015550102', 'MANUALNEXT']),
        search: 'YES',
        preview: pick(['YES', 'NO']),
        focus: 'NO',
      });
    case 8:
      return client.call('park_call', {
        agent_user,
        value: pick(['PARK_CUSTOMER', 'GRAB_CUSTOMER', 'PARK_XFER']),
      });
    case 9:
      return client.call('transfer_conference', {
        agent_user,
        value: pick(['HANGUP_XFER', 'HANGUP_BOTH', 'LEAVE_VM', 'LEAVE_3WAY_CALL']),
      });
    case 10:
      return client.call('recording', { agent_user, value: pick(['START', 'STOP']) });
    case 11:
      return client.call('set_timer_action', {
        agent_user,
        value: 'MESSAGE_ONLY',
        notes: 'time to close',
        rank: below(60),
      });
    case 12:
      return client.call('preview_dial_action', { agent_user, value: pick(['SKIP', 'DIALONLY']) });
    case 13:
      return client.call('change_ingroups', {
        agent_user,
        value: pick(['ADD', 'REMOVE']),
        blended: pick(['YES', 'NO']),
        ingroup_choices: pick([' SALES_IN -', ' SUPPORT_IN -']),
      });
    case 14:
      return client.call('update_fields', { agent_user, first_name: pick(['Ann', 'Bo', '']) });
    default:
      return below(3) === 0
        ? client.call('logout', { agent_user, value: 'LOGOUT' })
        : client.call('refresh_panel', { agent_user, formreload: '1' });
  }
}
