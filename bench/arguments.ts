/** The command line of `npm run bench`, checked: each mistake is one line that names the argument. */
import { parseArgs } from 'node:util';
import { type FunctionName, functions, isFunctionName } from '../protocol/functions/index.js';
import { BenchError } from './bench-error.js';
import { BENCHES, type BenchName, firstLine } from './figures.js';

export type BenchArguments = HelpArguments | BenchesArguments | AgainstArguments;

interface HelpArguments {
  readonly kind: 'help';
}

interface BenchesArguments {
  readonly kind: 'benches';
  readonly names: readonly BenchName[];
  /** `default`: docs/performance.md; undefined: none. */
  readonly page: string | undefined;
}

export interface AgainstArguments {
  readonly kind: 'against';
  /** Of the other HTTP API. */
  readonly url: URL;
  readonly user: string;
  readonly pass: string;
  readonly source: string;
  readonly functionName: FunctionName;
  /** The function's own parameters, `agent_user` among them. */
  readonly params: Readonly<Record<string, string>>;
  /** undefined: one is to be started. */
  readonly hub: { readonly url: string; readonly token: string } | undefined;
  readonly rounds: number;
  /** A round at most. */
  readonly seconds: number;
  /** Commands of a round at most. */
  readonly count: number;
}

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  page: { type: 'string' },
  'no-page': { type: 'boolean' },
  against: { type: 'string' },
  user: { type: 'string' },
  pass: { type: 'string' },
  source: { type: 'string' },
  function: { type: 'string' },
  'agent-user': { type: 'string' },
  hub: { type: 'string' },
  token: { type: 'string' },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  count: { type: 'string' },
} as const;

type Given = ReturnType<typeof parse>['values'];

const SOURCE_LENGTH = 20;
/** What a function that is only named gets. */
const USUAL: Partial<Record<FunctionName, Readonly<Record<string, string>>>> = {
  external_pause: { value: 'PAUSE' },
};

/**
 * @param env `BENCH_PASS` and `HUB_TOKEN` stand for `--pass` and `--token`
 * @throws BenchError that names the argument
 */
export function readArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): BenchArguments {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  if (values.against !== undefined) return readAgainst(values.against, values, positionals, env);
  const lone = Object.keys(values).find((name) => !['page', 'no-page'].includes(name));
  if (lone) throw new BenchError(`--${lone}: only together with --against`);
  const names = positionals.map((name) => {
    const known = BENCHES.find((bench) => bench === name);
    if (!known) throw new BenchError(`${name}: there is no such bench (${BENCHES.join(', ')})`);
    return known;
  });
  return {
    kind: 'benches',
    names: names.length > 0 ? names : BENCHES,
    page: values['no-page'] ? undefined : (values.page ?? 'default'),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new BenchError(firstLine(error).replace(/\. .*/, ''));
  }
}

function readAgainst(
  against: string,
  values: Given,
  positionals: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): AgainstArguments {
  const url = readUrl('--against', against, ['http:', 'https:'], 'http://host/agc/api.php');
  const pass = values.pass ?? env.BENCH_PASS;
  if (!values.user) throw new BenchError('--user: is required with --against');
  if (!pass) throw new BenchError('--pass, or BENCH_PASS: is required with --against');
  const source = values.source ?? 'bench';
  if (source.length < 2 || source.length > SOURCE_LENGTH) {
    throw new BenchError(`--source: must have 2 to ${SOURCE_LENGTH} characters`);
  }
  const functionName = values.function ?? 'version';
  if (!isFunctionName(functionName)) {
    throw new BenchError(`--function: there is no function ${functionName}`);
  }
  const params = {
    ...agentOf(functionName, values['agent-user']),
    ...USUAL[functionName],
    ...readPairs(positionals),
  };
  const issue = functions[functionName].schema.safeParse(params).error?.issues[0];
  if (issue) throw new BenchError([functionName, ...issue.path, issue.message].join(': '));
  return {
    kind: 'against',
    url,
    user: values.user,
    pass,
    source,
    functionName,
    params,
    hub: readHub(values, env),
    rounds: numberFrom('--rounds', values.rounds ?? '3', 1, 100),
    seconds: numberFrom('--seconds', values.seconds ?? '2', 0.1, 60),
    count: numberFrom('--count', values.count ?? '2000', 1, 100_000),
  };
}

function readHub(
  { hub, token = '' }: Given,
  env: Readonly<Record<string, string | undefined>>,
): AgainstArguments['hub'] {
  if (hub === undefined) {
    if (token) throw new BenchError('--token: only together with --hub');
    return undefined;
  }
  const given = token || env.HUB_TOKEN;
  if (!given) throw new BenchError('--token, or HUB_TOKEN: is required with --hub');
  return {
    url: readUrl('--hub', hub, ['ws:', 'wss:'], 'ws://host:8080/ws').href,
    token: given,
  };
}

function agentOf(name: FunctionName, agent: string | undefined): { agent_user?: string } {
  const acts = functions[name].agent !== 'none';
  if (acts && !agent) throw new BenchError(`--agent-user: ${name} acts on an agent: on which?`);
  if (!acts && agent) throw new BenchError(`--agent-user: ${name} acts on no agent`);
  return acts ? { agent_user: agent } : {};
}

function readPairs(positionals: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    positionals.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new BenchError(`${pair}: parameters are written name=value`);
      const name = pair.slice(0, at);
      const owned = { user: '--user', pass: '--pass', source: '--source', function: '--function' };
      const option = Object.entries({ ...owned, agent_user: '--agent-user' }).find(
        ([own]) => own === name,
      );
      if (option) throw new BenchError(`${name}=: is given by ${option[1]}`);
      return [name, pair.slice(at + 1)];
    }),
  );
}

/** What stands in a URL is shown: nothing secret belongs there. */
function readUrl(option: string, text: string, protocols: string[], example: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !protocols.includes(url.protocol)) {
    throw new BenchError(`${option}: must be a URL like ${example}`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new BenchError(`${option}: the address alone, like ${example}`);
  }
  return url;
}

function numberFrom(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  const isWhole = Number.isInteger(least);
  const fits = /^\d+(\.\d+)?$/.test(text) && (!isWhole || Number.isInteger(value));
  if (!fits || value < least || value > most) {
    throw new BenchError(
      `${option}: must be a ${isWhole ? 'whole ' : ''}number from ${least} to ${most}`,
    );
  }
  return value;
}
