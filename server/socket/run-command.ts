/** An API function called over the socket: envelope and types here, everything else in the function. */
import { type FunctionName, functions } from '../../protocol/functions/index.js';
import type { FunctionResult, Issue, Stage } from '../../protocol/messages.js';
import { commonParameters, HUB_PARAMETERS, traitsOf } from '../../protocol/parameters.js';
import { ErrorCode, reasons } from '../../protocol/reasons.js';
import type { Caller } from '../auth/caller.js';
import type { Identity } from '../auth/tokens.js';
import type { AgentFeed } from '../feed/agent-feed.js';
import type { CommandKey } from '../functions/engine/command-key.js';
import { stagesOf } from '../functions/engine/command-stages.js';
import { type Outcome, outcomeText } from '../functions/engine/outcome.js';
import { refuseRequest } from '../functions/engine/refuse-request.js';
import { type FunctionServices, runFunction } from '../functions/engine/run-function.js';
import { sanitizeParameter } from '../functions/engine/sanitize.js';
import { UnfinishedError } from '../functions/engine/unfinished-error.js';
import { findFunction } from '../functions/index.js';
import { hubError } from './rpc-error.js';
import { waitForStage } from './wait-for-stage.js';

export interface CallServices {
  readonly functions: FunctionServices;
  readonly feed: AgentFeed;
}

type Params = Readonly<Record<string, unknown>>;

const WAIT_MS = 5_000;

export interface Called {
  readonly outcome: Outcome;
  /** Resolves when the stage that was asked for is reached, or the time is over. */
  readonly stage: () => Promise<Stage>;
}

/** @throws only what the database throws, and UnfinishedError when only the log is missing */
export async function runCommand(
  services: CallServices,
  name: FunctionName,
  params: Params,
  identity: Identity,
  ip: string,
  key?: CommandKey,
): Promise<Called> {
  const { raw, issues } = readParams(name, params);
  const { directory, connection } = services.functions;
  const settings = await directory.settings();
  const anyLetter = settings.use_non_latin === '1';
  const cleaned = (key: string, text: string) => sanitizeParameter(key, text, anyLetter);
  const source = cleaned('source', raw.source ?? identity.source);
  const caller: Caller = {
    user: identity.sub,
    source,
    ip,
    functions: identity.functions,
    agents: identity.agents,
  };
  const fn = findFunction(name);
  if (!fn) throw new Error(`${name} is in the contract but not served`);
  const moment = connection.clock.moment();
  const unserved = {
    user: identity.sub,
    agent_user: cleaned('agent_user', raw.agent_user ?? ''),
    function: name,
    value: cleaned('value', raw.value ?? ''),
    source,
    moment,
  };
  if (!fn.needsNoRight && source.length < 2) {
    const outcome = await refuseRequest(services.functions, unserved, 'source_not_valid', {
      detail: source,
    });
    return { outcome, stage: accepted };
  }
  if (!fn.needsNoRight && settings.vdc_agent_api_active !== '1') {
    const outcome = await refuseRequest(services.functions, unserved, 'api_not_active');
    return { outcome, stage: accepted };
  }
  // where the text API takes no parameters it has no line for a bad one
  if (issues.length > 0 && !Object.hasOwn(reasons, `${name}_not_valid`)) {
    if (fn.notValid(raw).reason === undefined) {
      throw hubError(ErrorCode.InvalidParams, 'invalid_params', 'invalid params', { issues });
    }
  }
  const called = (outcome: Outcome): Called => {
    for (const agent of outcome.touched) services.feed.ring(agent);
    return { outcome, stage: stageOf(services.feed, name, params, raw, outcome) };
  };
  const run = () => runFunction(services.functions, fn, { raw, issues, moment, key }, caller);
  return attempt(run, called);
}

/** What `callFunction` gave on another node, as if it had been called here. */
export function recallCommand(
  feed: AgentFeed,
  name: FunctionName,
  params: Params,
  outcome: Outcome,
): Called {
  const { raw } = readParams(name, params);
  return { outcome, stage: stageOf(feed, name, params, raw, outcome) };
}

function stageOf(
  feed: AgentFeed,
  name: FunctionName,
  params: Params,
  raw: Readonly<Record<string, string>>,
  outcome: Outcome,
): Called['stage'] {
  const stages = stagesOf(name);
  const agent_user = outcome.touched[0];
  const { wait = 'accepted', wait_ms = WAIT_MS } = params as { wait?: Stage; wait_ms?: number };
  if (!outcome.success || wait === 'accepted' || !stages || agent_user === undefined) {
    return accepted;
  }
  return waitOnce(feed, { stages, agent_user, params: raw, until: wait, timeoutMs: wait_ms });
}

/** Remembered answers keep these: they must hold on to nothing else of the request. */
const accepted = async (): Promise<Stage> => 'accepted';

function waitOnce(feed: AgentFeed, waiting: Parameters<typeof waitForStage>[1]) {
  let reached: Promise<Stage> | undefined;
  return () => {
    reached ??= waitForStage(feed, waiting);
    return reached;
  };
}

/** Gives what `run` gives as `called` sees it, also when it has to be finished later. */
async function attempt(
  run: () => Promise<Outcome>,
  called: (outcome: Outcome) => Called,
): Promise<Called> {
  try {
    return called(await run());
  } catch (error) {
    if (!(error instanceof UnfinishedError)) throw error;
    throw new UnfinishedError(error, () => attempt(error.finish, called));
  }
}

/** A function that the contract does not have: answered and logged like the text API does. */
export async function refuseUnknownFunction(
  services: FunctionServices,
  method: string,
  params: Params,
  identity: Identity,
): Promise<Outcome> {
  const settings = await services.directory.settings();
  const cleaned = (key: string, text: unknown) =>
    sanitizeParameter(key, typeof text === 'string' ? text : '', settings.use_non_latin === '1');
  const name = cleaned('function', method);
  return refuseRequest(
    services,
    {
      user: identity.sub,
      agent_user: cleaned('agent_user', params.agent_user),
      function: name,
      value: cleaned('value', params.value),
      source: cleaned('source', params.source ?? identity.source),
      moment: services.connection.clock.moment(),
    },
    'unknown_function',
    { detail: name },
  );
}

export function functionResult(outcome: Outcome, stage: Stage): FunctionResult {
  const { success, lines } = outcome;
  if (!success) throw new Error('a refusal has no result');
  const notices = lines.filter(({ level }) => level === 'NOTICE').map(({ text }) => text);
  return {
    level: success.level === 'NOTICE' ? 'notice' : 'success',
    message: success.message,
    text: outcomeText(outcome),
    stage,
    ...(notices.length > 0 ? { notices } : {}),
    data: success.data,
  };
}

const hubParameters: ReadonlySet<string> = new Set(HUB_PARAMETERS);

/** Parameters as text, in the order of the request; what is unknown or mistyped becomes an issue. */
function readParams(
  name: FunctionName,
  params: Params,
): { raw: Record<string, string>; issues: Issue[] } {
  const raw: Record<string, string> = Object.create(null);
  const issues: Issue[] = [];
  const shape = { ...functions[name].params, source: commonParameters.source };
  for (const [path, value] of Object.entries(params)) {
    if (hubParameters.has(path)) {
      const parsed = commonParameters[path as (typeof HUB_PARAMETERS)[number]].safeParse(value);
      if (!parsed.success) {
        issues.push(...parsed.error.issues.map(({ message }) => ({ path, message })));
      }
      continue;
    }
    const schema = Object.hasOwn(shape, path) ? shape[path as keyof typeof shape] : undefined;
    if (!schema) {
      issues.push({ path, message: `is not a parameter of ${name}` });
      continue;
    }
    const { numeric = false } = traitsOf(schema);
    if (typeof value === 'string') raw[path] = value;
    else if (typeof value === 'number' && numeric) raw[path] = String(value);
    else issues.push({ path, message: numeric ? 'must be text or a number' : 'must be text' });
  }
  return { raw, issues };
}
