import { describe, expect, it } from 'vitest';
import type { AgentSession } from '../../protocol/agent-session.js';
import type { FunctionName } from '../../protocol/functions/index.js';
import { stagesOf } from '../../server/functions/engine/command-stages.js';

const session = (changes: Partial<AgentSession>): AgentSession => ({
  agent_user: '1000',
  full_name: '',
  user_group: '',
  campaign_id: '',
  state: 'INCALL',
  status: 'INCALL',
  since: 0,
  pause_code: '',
  lead_id: 201,
  phone_number: '',
  call_id: 'Y1150930000000000201',
  call_direction: 'inbound',
  ingroup: '',
  calls_today: 0,
  recording: false,
  session_id: '',
  server_ip: '',
  pending: {},
  last_update: 0,
  ...changes,
});

const stageOf = (name: FunctionName, value: string, changes: Partial<AgentSession>) => {
  const stages = stagesOf(name);
  const shown = session(changes);
  if (stages?.effective(shown, { value })) return 'effective';
  return stages?.pickedUp(shown, { value }) ? 'picked_up' : 'accepted';
};

describe('how far a command has come', () => {
  it('park_call is effective when the customer is where the command wanted them', () => {
    const pending = { external_park: 'PARK_CUSTOMER' };
    expect(stageOf('park_call', 'PARK_CUSTOMER', { pending })).toBe('accepted');
    expect(stageOf('park_call', 'PARK_CUSTOMER', { state: 'INCALL' })).toBe('picked_up');
    expect(stageOf('park_call', 'PARK_CUSTOMER', { state: 'PARK' })).toBe('effective');
    expect(stageOf('park_call', 'GRAB_CUSTOMER', { state: 'PARK' })).toBe('picked_up');
    expect(stageOf('park_call', 'GRAB_CUSTOMER', { state: 'INCALL' })).toBe('effective');
  });

  it('recording is effective when the recording runs or has ended', () => {
    const pending = { external_recording: 'START_X' };
    expect(stageOf('recording', 'START', { pending })).toBe('accepted');
    expect(stageOf('recording', 'START', { recording: false })).toBe('picked_up');
    expect(stageOf('recording', 'START', { recording: true })).toBe('effective');
    expect(stageOf('recording', 'STOP', { recording: true })).toBe('picked_up');
    expect(stageOf('recording', 'STOP', { recording: false })).toBe('effective');
  });

  it('recording STATUS has nothing to wait for', () => {
    const pending = { external_recording: 'START' };
    expect(stageOf('recording', 'STATUS', { pending })).toBe('effective');
  });

  it('set_timer_action is effective when the screen has taken it', () => {
    const pending = { external_timer_action: 'WEBFORM' };
    expect(stageOf('set_timer_action', 'WEBFORM', { pending })).toBe('accepted');
    expect(stageOf('set_timer_action', 'WEBFORM', {})).toBe('effective');
  });

  it.each(['call_agent', 'audio_playback', 'webphone_url', 'calls_in_queue_count', 'webserver'])(
    'the tables show nothing of %s',
    (name) => {
      expect(stagesOf(name as FunctionName)).toBeUndefined();
    },
  );
});
