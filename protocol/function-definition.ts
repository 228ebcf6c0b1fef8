/** The shape of one API function in the contract. */
import { z } from 'zod';
import { commonParameters, name } from './parameters.js';
import type { Reason } from './reasons.js';

/** Who must be named, in the words of the documentation. */
export const AGENT_RULES = {
  either: '`agent_user`, or an `alt_user` of 2 characters or more',
  any: '`agent_user` or `alt_user`, whatever its length',
  'two-characters': '`agent_user` or `alt_user`, with 2 characters or more',
  'agent-user': '`agent_user`',
  'agent-user-two-characters': '`agent_user` of 2 characters or more',
  none: 'nobody',
} as const;

export type AgentRule = keyof typeof AGENT_RULES;

type Shape = Record<string, z.ZodType>;

const agentUser = {
  agent_user: name(20000).optional().meta({ description: 'the agent whose session is meant' }),
};
const altUser = {
  alt_user: name(20000)
    .optional()
    .meta({ description: 'finds the agent by users.custom_three; beats agent_user' }),
};

export type AgentParameters<R extends AgentRule> = R extends 'none'
  ? Record<never, never>
  : R extends 'either' | 'any' | 'two-characters'
    ? typeof agentUser & typeof altUser
    : { agent_user: z.ZodString };

export interface FunctionDefinition<
  Name extends string = string,
  Own extends Shape = Shape,
  Rule extends AgentRule = AgentRule,
  Data extends z.ZodType = z.ZodType,
> {
  readonly name: Name;
  /** One sentence for the documentation. */
  readonly summary: string;
  readonly agent: Rule;
  /** The function's own parameters and the agent's. */
  readonly params: Own & AgentParameters<Rule>;
  /** All parameters, common ones included: what `params` of a request may hold. */
  readonly schema: z.ZodObject<
    Own & AgentParameters<Rule> & typeof commonParameters,
    z.core.$strict
  >;
  /** `data` of a successful answer. */
  readonly data: Data;
  /** Every reason with which it can refuse or remark. */
  readonly reasons: readonly Reason[];
}

/** Builds the definition of one function from its parameters, its answer and its reasons. */
export function defineFunction<
  const Name extends string,
  Own extends Shape,
  const Rule extends AgentRule,
  Data extends z.ZodType,
>(definition: {
  name: Name;
  summary: string;
  agent: Rule;
  params: Own;
  data: Data;
  reasons: readonly Reason[];
}): FunctionDefinition<Name, Own, Rule, Data> {
  const rule: AgentRule = definition.agent;
  const agent: Shape =
    rule === 'none'
      ? {}
      : rule === 'agent-user' || rule === 'agent-user-two-characters'
        ? { agent_user: name(20000).meta({ description: 'the agent whose session is meant' }) }
        : { ...agentUser, ...altUser };
  const params = { ...agent, ...definition.params };
  return {
    ...definition,
    params,
    schema: z.strictObject({ ...params, ...commonParameters }),
  } as unknown as FunctionDefinition<Name, Own, Rule, Data>;
}
