/** Cleans the parameters of a request and judges them by the function's schema and rules. */
import { z } from 'zod';
import type { AgentRule } from '../../../protocol/function-definition.js';
import type { Issue } from '../../../protocol/messages.js';
import { traitsOf } from '../../../protocol/parameters.js';
import type { ApiFunction, LooseParams } from './api-function.js';
import { sanitizeParameter } from './sanitize.js';

/** @returns every parameter of the function, cleaned; absent ones empty */
export function sanitizeParameters(
  fn: ApiFunction,
  raw: LooseParams,
  anyLetter: boolean,
): Record<string, string> {
  const cleaned: Record<string, string> = { value: '', agent_user: '' };
  for (const name of new Set([...Object.keys(fn.definition.params), 'value', 'agent_user'])) {
    cleaned[name] = sanitizeParameter(name, raw[name] ?? '', anyLetter);
  }
  if (fn.cleanValue) cleaned.value = fn.cleanValue(cleaned.value ?? '');
  return cleaned;
}

const schemas = new WeakMap<ApiFunction, z.ZodObject>();

/** @returns each bad field with what is wrong with it; empty: all is well */
export function validateParameters(
  fn: ApiFunction,
  cleaned: LooseParams,
  raw: LooseParams,
): Issue[] {
  const judged: Record<string, string> = {};
  for (const [name, schema] of Object.entries(fn.definition.params)) {
    const text = cleaned[name] ?? '';
    if (text !== '') judged[name] = text;
    // sent, but nothing permitted was in it: judge (and refuse) what was sent
    else if (traitsOf(schema).strict && raw[name]) judged[name] = raw[name];
  }
  let schema = schemas.get(fn);
  if (!schema) {
    schema = z.object(fn.definition.params);
    schemas.set(fn, schema);
  }
  const parsed = schema.safeParse(judged);
  const issues: Issue[] = parsed.success
    ? []
    : parsed.error.issues.map((issue) => describe(issue, judged));
  return [
    ...issues,
    ...validateAgent(fn.definition.agent, cleaned, issues),
    ...(fn.check?.(cleaned, raw) ?? []),
  ];
}

function describe(issue: z.core.$ZodIssue, judged: Record<string, string>): Issue {
  const path = issue.path.join('.');
  if (path && !(path in judged)) return { path, message: 'is required' };
  if (issue.code === 'invalid_union') {
    const inner = issue.errors[0]?.[0]?.message;
    return { path, message: inner ?? issue.message };
  }
  return { path, message: issue.message };
}

function validateAgent(rule: AgentRule, cleaned: LooseParams, known: readonly Issue[]): Issue[] {
  const agent = cleaned.agent_user ?? '';
  const alternative = cleaned.alt_user ?? '';
  const missing = (message: string): Issue[] =>
    known.some(({ path }) => path === 'agent_user') ? [] : [{ path: 'agent_user', message }];
  switch (rule) {
    case 'none':
      return [];
    case 'any':
      return agent === '' && alternative === ''
        ? missing('agent_user or alt_user is required')
        : [];
    case 'either':
      return agent === '' && alternative.length < 2
        ? missing('agent_user, or an alt_user of 2 characters or more, is required')
        : [];
    case 'two-characters':
      return agent.length < 2 && alternative.length < 2
        ? missing('agent_user or alt_user needs 2 characters or more')
        : [];
    case 'agent-user':
      return agent === '' ? missing('is required') : [];
    case 'agent-user-two-characters':
      return agent.length < 2 ? missing('needs 2 characters or more') : [];
  }
}
