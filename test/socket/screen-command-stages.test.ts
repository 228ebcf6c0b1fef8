import { describe, expect, it } from 'vitest';
import type { AgentSession } from '../../protocol/agent-session.js';
import type { FunctionName } from '../../protocol/functions/index.js';
import { stagesOf } from '../../server/functions/engine/command-stages.js';

type Shown = Pick<AgentSession, 'state' | 'pending' | 'call_direction'>;

const stageOf = (name: FunctionName, value: string, shown: Partial<Shown>) => {
  const session = { state: 'PAUSED', pending: {}, call_direction: null, ...shown } as AgentSession;
  const stages = stagesOf(name);
  if (stages?.effective(session, { value })) return 'effective';
  return stages?.pickedUp(session, { value }) ? 'picked_up' : 'accepted';
};

describe('how far a command for the screen has come', () => {
  it('preview_dial_action SKIP is effective when the lead is no longer shown', () => {
    const pending = { external_dial: 'SKIP' };
    expect(stageOf('preview_dial_action', 'SKIP', { state: 'PREVIEW', pending })).toBe('accepted');
    expect(stageOf('preview_dial_action', 'SKIP', { state: 'PREVIEW' })).toBe('picked_up');
    expect(stageOf('preview_dial_action', 'SKIP', { state: 'PAUSED' })).toBe('effective');
  });

  it('preview_dial_action DIALONLY is effective when the call is placed', () => {
    expect(stageOf('preview_dial_action', 'DIALONLY', { state: 'PREVIEW' })).toBe('picked_up');
    expect(
      stageOf('preview_dial_action', 'DIALONLY', { state: 'DIAL', call_direction: 'manual' }),
    ).toBe('effective');
  });

  it.each([
    ['change_ingroups', 'external_ingroups'],
    ['update_fields', 'external_update_fields'],
    ['refresh_panel', 'external_update_fields'],
  ] as const)('%s is effective when the screen has taken it', (name, column) => {
    expect(stageOf(name, '', { pending: { [column]: 'x' } })).toBe('accepted');
    expect(stageOf(name, '', { pending: {} })).toBe('effective');
  });
});
