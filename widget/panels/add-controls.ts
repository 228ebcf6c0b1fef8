/** The rules of the controls whose panels come later, and where their commands are seen. */
import type { AgentSession } from '../../protocol/agent-session.js';
import { isTalking, type LaterControl, type Rule, rules, type Why } from '../desk/availability.js';
import { pendingIn } from '../desk/commands.js';
import { hasCall } from '../desk/phases.js';
import { shownBy } from '../vici-agent-controls/message.js';

const always = () => undefined;
const inCall = (session: AgentSession): Why | undefined =>
  hasCall(session) ? undefined : 'noCall';
/** The one who is previewed, or whose other numbers may still be dialled after the call. */
const isShown = ({ state }: AgentSession): Why | undefined =>
  state === 'PREVIEW' || state === 'DISPO' ? undefined : 'noPreview';

const later: Record<LaterControl, Rule> = {
  hold: ['park_call', isTalking, 'park'],
  'ivr-hold': ['park_call', isTalking, 'ivr_park'],
  transfer: ['transfer_conference', isTalking, 'transfer'],
  'third-party': ['transfer_conference', inCall, 'transfer'],
  recording: ['recording', always, 'recording'],
  ingroups: ['change_ingroups', always, 'choose_ingroups'],
  lead: ['update_fields', ({ lead_id }) => (lead_id > 0 ? undefined : 'noLead'), 'edit_lead'],
  'add-lead': ['external_add_lead', always],
  'switch-lead': [
    'switch_lead',
    (session) =>
      isTalking(session) ?? (session.call_direction === 'inbound' ? undefined : 'notInbound'),
    'lead_search',
  ],
  'preview-alt': ['preview_dial_action', isShown, 'alt_dial'],
  'preview-finish': ['preview_dial_action', isShown, 'alt_dial'],
  'timer-action': ['set_timer_action', always],
  voicemail: ['vm_message', isTalking],
  audio: ['audio_playback', always],
  webphone: ['webphone_url', always],
  'call-agent': ['call_agent', always],
  queue: ['calls_in_queue_count', always],
};

export function addControls(): void {
  Object.assign(rules, later);
  Object.assign(pendingIn, {
    hold: ['park'],
    transfer: ['transferconf'],
    recording: ['recording'],
    ingroups: ['ingroups'],
    lead: ['update_fields'],
    'switch-lead': ['lead_id'],
    'timer-action': ['timer_action'],
  } satisfies typeof pendingIn);
  Object.assign(shownBy, { hold: 'hold', transfer: 'transfer', lead: 'lead' });
  for (const name of ['recording', 'ingroups', 'switch-lead', 'timer-action']) {
    shownBy[name] = 'more';
  }
}
