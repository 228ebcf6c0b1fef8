/** What a subscriber sees of one agent's session. */
import { z } from 'zod';

/**
 * Derived states, as a supervisor's screen shows them: READY and CLOSER wait for calls (CLOSER for
 * in-group calls only), QUEUE has a call assigned that the screen has not picked up, MQUEUE an
 * e-mail, RING an on-hook phone ringing, DIAL a manual call not yet answered, INCALL a live call,
 * 3-WAY shared with another agent, PARK the customer on hold, DEAD the customer gone, DISPO choosing
 * a disposition, PREVIEW looking at a lead before the call, PAUSED none of these.
 */
export const AGENT_STATES = [
  'READY',
  'CLOSER',
  'QUEUE',
  'MQUEUE',
  'RING',
  'DIAL',
  'INCALL',
  '3-WAY',
  'PARK',
  'DEAD',
  'DISPO',
  'PREVIEW',
  'PAUSED',
] as const;

export const agentState = z.enum(AGENT_STATES);
export type AgentState = z.infer<typeof agentState>;

const epochMs = z.number().int().meta({ description: 'epoch ms' });

export const agentSession = z.object({
  agent_user: z.string(),
  full_name: z.string(),
  user_group: z.string(),
  campaign_id: z.string(),
  state: agentState,
  status: z.string().meta({ description: 'live_agents.status as stored' }),
  since: epochMs.meta({ description: 'start of the state, epoch ms' }),
  pause_code: z.string(),
  lead_id: z.number().int().meta({ description: '0: none' }),
  phone_number: z.string(),
  call_id: z.string().meta({ description: 'live_agents.callerid; empty: no call' }),
  call_direction: z.enum(['inbound', 'outbound', 'manual']).nullable(),
  ingroup: z.string(),
  calls_today: z.number().int(),
  recording: z.boolean(),
  session_id: z.string().meta({ description: 'live_agents.conf_exten' }),
  server_ip: z.string(),
  pending: z
    .record(z.string(), z.string())
    .meta({ description: 'external_* columns set and not yet picked up by the agent screen' }),
  last_update: epochMs.meta({ description: 'last sign of life of the agent screen, epoch ms' }),
});
export type AgentSession = z.infer<typeof agentSession>;

/** Calls waiting in one in-group, or for one campaign (the other name is then null). */
export const queue = z.object({
  ingroup: z.string().nullable(),
  campaign_id: z.string().nullable(),
  waiting: z.number().int(),
  oldest_since: epochMs
    .nullable()
    .meta({ description: 'epoch ms the longest waiting call began to wait' }),
});
export type Queue = z.infer<typeof queue>;
