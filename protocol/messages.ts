/** The JSON-RPC 2.0 envelope, the hub's own methods and its notifications (contract, section 3). */
import { z } from 'zod';
import { agentSession, queue } from './agent-session.js';
import type { FunctionName } from './functions/index.js';
import { type Reason, reasons } from './reasons.js';

export const requestId = z.union([z.string(), z.number()]);
export type RequestId = z.infer<typeof requestId>;

export const request = z.object({
  jsonrpc: z.literal('2.0'),
  id: requestId,
  method: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
});
export type Request = z.infer<typeof request>;

/** How far a command came: row written, taken by the agent screen, session in the state asked for. */
export const stage = z.enum(['accepted', 'picked_up', 'effective']);
export type Stage = z.infer<typeof stage>;

const printed = z.string().meta({ description: 'what the text API prints, to the letter' });

/** Answer to an API function that did its work or remarked on something. */
export const functionResult = z.object({
  level: z.enum(['success', 'notice']),
  message: z.string().meta({ description: 'the middle part of the line' }),
  text: printed,
  stage,
  notices: z
    .array(z.string())
    .optional()
    .meta({ description: 'lines of remarks, where the command went on after them' }),
  data: z.unknown(),
});
export type FunctionResult<Data = unknown> = Omit<z.infer<typeof functionResult>, 'data'> & {
  data: Data;
};

/** One bad field of a request. */
export const issue = z.object({ path: z.string(), message: z.string() });
export type Issue = z.infer<typeof issue>;

/** Reasons of the hub itself, beside those of the Agent API. */
export const HUB_REASONS = [
  'parse_error',
  'invalid_request',
  'unknown_method',
  'invalid_params',
  'not_authenticated',
  'token_not_valid',
  'agent_not_found',
  'subscription_not_found',
  'too_many_subscriptions',
  'too_many_connections',
  'idempotency_key_reused',
  'too_many_requests',
  'database_unavailable',
  'going_away',
  'internal_error',
] as const;
export type HubReason = (typeof HUB_REASONS)[number];

const API_REASONS = Object.keys(reasons) as Reason[];

export const errorObject = z.object({
  code: z.number().int(),
  message: z.string(),
  data: z.object({
    temporary: z.boolean().meta({ description: 'the same request may succeed later' }),
    reason: z.enum([...API_REASONS, ...HUB_REASONS]).optional(),
    text: printed.optional(),
    issues: z.array(issue).optional(),
    retry_after_ms: z.number().int().optional(),
  }),
});
export type ErrorObject = z.infer<typeof errorObject>;

export const successResponse = z.object({
  jsonrpc: z.literal('2.0'),
  id: requestId,
  result: z.unknown(),
});
export type SuccessResponse = z.infer<typeof successResponse>;

export const errorResponse = z.object({
  jsonrpc: z.literal('2.0'),
  id: requestId.nullable().meta({ description: 'null: the request could not be read' }),
  error: errorObject,
});
export type ErrorResponse = z.infer<typeof errorResponse>;

export type Response = SuccessResponse | ErrorResponse;

const names = z.array(z.string().max(100)).max(5_000);
const epoch = z.number().int();
const revision = z.number().int().min(0);

/** Params and results of the hub's own methods. */
export const hubMethods = {
  authenticate: {
    params: z.strictObject({ token: z.string().min(1) }),
    result: z.object({
      sub: z.string(),
      agents: z.union([z.array(z.string()), z.literal('*')]),
      functions: z.union([z.array(z.string()), z.literal('*')]),
      expires_at: z.number().int().meta({ description: 'epoch s' }),
      server: z.object({ name: z.string(), version: z.string() }),
    }),
  },
  subscribe: {
    params: z.strictObject({
      topic: z.enum(['agents', 'queues']).optional(),
      agents: names.optional(),
      campaigns: names.optional(),
      user_groups: names.optional(),
      since: z.strictObject({ epoch, revision }).optional(),
    }),
    result: z.object({
      subscription: z.string(),
      epoch,
      revision,
      recovered: z.boolean(),
      agents: z.array(agentSession).optional(),
      queues: z.array(queue).optional(),
    }),
  },
  unsubscribe: {
    params: z.strictObject({ subscription: z.string() }),
    result: z.object({}),
  },
  get_agent: {
    params: z.strictObject({ agent_user: z.string().min(1) }),
    result: agentSession,
  },
  agent_options: {
    params: z.strictObject({ agent_user: z.string().min(1) }),
    result: z.object({
      pause_codes: z.array(
        z.object({ pause_code: z.string(), pause_code_name: z.string(), time_limit: z.number() }),
      ),
      /** FORCE: a code must be chosen on each pause. */
      pause_codes_required: z.boolean(),
      statuses: z.array(
        z.object({
          status: z.string(),
          status_name: z.string(),
          scheduled_callback: z.boolean(),
          sale: z.boolean(),
          dnc: z.boolean(),
        }),
      ),
      ingroups: z.array(
        z.object({ group_id: z.string(), group_name: z.string(), selected: z.boolean() }),
      ),
      /** The agent takes auto-dialled calls beside those of the in-groups. */
      blended: z.boolean(),
      transfer_ingroups: z.array(z.object({ group_id: z.string(), group_name: z.string() })),
      transfer_presets: z.array(
        z.object({ preset_name: z.string(), preset_number: z.string(), preset_dtmf: z.string() }),
      ),
      group_aliases: z.array(
        z.object({
          group_alias_id: z.string(),
          group_alias_name: z.string(),
          caller_id_number: z.string(),
        }),
      ),
      /** Which controls the campaign and the agent's own rights permit. */
      allowed: z.record(z.string(), z.boolean()),
    }),
  },
  ping: {
    params: z.strictObject({}),
    result: z.object({ time: z.number().int().meta({ description: 'epoch ms' }) }),
  },
} as const;

export type HubMethod = keyof typeof hubMethods;
export type HubParams<M extends HubMethod> = z.input<(typeof hubMethods)[M]['params']>;
export type HubResult<M extends HubMethod> = z.output<(typeof hubMethods)[M]['result']>;
export type AgentOptions = HubResult<'agent_options'>;

export function isHubMethod(method: string): method is HubMethod {
  return Object.hasOwn(hubMethods, method);
}

export type Method = FunctionName | HubMethod;

/** One difference between two pictures of the agents that a subscription sees. */
export const agentChange = z.union([
  z.object({ agent_user: z.string(), set: agentSession.partial() }),
  z.object({ agent_user: z.string(), removed: z.literal(true) }),
  z.object({ agent_user: z.string(), added: agentSession }),
]);
export type AgentChange = z.infer<typeof agentChange>;

const queueKey = { ingroup: z.string().optional(), campaign_id: z.string().optional() };
export const queueChange = z.union([
  z.object({ ...queueKey, set: queue.partial() }),
  z.object({ ...queueKey, removed: z.literal(true) }),
  z.object({ ...queueKey, added: queue }),
]);
export type QueueChange = z.infer<typeof queueChange>;

/** Params of the server's notifications. */
export const notifications = {
  agents_changed: z.object({
    subscription: z.string(),
    epoch,
    revision,
    changes: z.array(agentChange),
  }),
  queues_changed: z.object({
    subscription: z.string(),
    epoch,
    revision,
    changes: z.array(queueChange),
  }),
  feed_status: z.object({
    state: z.enum(['live', 'stale']),
    since: z.number().int().meta({ description: 'epoch ms' }),
  }),
  token_expiring: z.object({ expires_at: z.number().int().meta({ description: 'epoch s' }) }),
  going_away: z.object({ retry_after_ms: z.number().int() }),
} as const;

export type NotificationName = keyof typeof notifications;
export type NotificationParams<N extends NotificationName> = z.output<(typeof notifications)[N]>;

export interface Notification<N extends NotificationName = NotificationName> {
  jsonrpc: '2.0';
  method: N;
  params: NotificationParams<N>;
}
