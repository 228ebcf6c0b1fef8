#!/usr/bin/env node
/** The command line of vici-hub. */
import { parseArgs } from 'node:util';
import { runCall } from './cli/call.js';
import { runCheck } from './cli/check.js';
import { DEMO_AGENTS, DEMO_SEED, runDemo } from './cli/demo.js';
import { explain } from './cli/explain.js';
import { serve } from './cli/serve.js';
import { runSimulate } from './cli/simulate.js';
import { makeToken } from './cli/token.js';
import { runWatch } from './cli/watch.js';
import { ConfigError, type HubConfig, readConfig } from './config.js';
import { VERSION } from './version.js';

const HELP = `vici-hub ${VERSION}

  vici-hub [serve]                  serve the database of DATABASE_URL; without one, the demo
  vici-hub check                    what it finds in the database of DATABASE_URL, and what to fix
  vici-hub demo [--agents N]        hub, embedded database and a simulated call centre
  vici-hub simulate [--agents N] [--seed N]
                                    the simulated call centre alone, on an empty DATABASE_URL
  vici-hub token --user 6666 [--agents 1000,1001] [--functions …] [--campaigns …]
                 [--user-groups …] [--source crm] [--redact] [--ttl 1h]
  vici-hub call FUNCTION name=value … [--url ws://…/ws] [--token …] [--user 6666]
  vici-hub watch [--url ws://…/ws] [--token …] [--user 6666]
                 [--agents 1000,1001] [--campaigns …] [--user-groups …]
                                    a live table of the sessions; in a pipe, one snapshot

  --env-file FILE                   read variables from a file first
  --help, --version

Configuration comes from the environment: see README.md.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      agents: { type: 'string' },
      seed: { type: 'string' },
      user: { type: 'string' },
      functions: { type: 'string' },
      campaigns: { type: 'string' },
      'user-groups': { type: 'string' },
      source: { type: 'string' },
      redact: { type: 'boolean' },
      ttl: { type: 'string' },
      url: { type: 'string' },
      token: { type: 'string' },
      'env-file': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (values.version) {
    console.log(VERSION);
    return 0;
  }
  const envFile = values['env-file'];
  if (envFile !== undefined) loadEnvFile(envFile);
  const [command = 'serve', ...rest] = positionals;
  const config = readConfig(process.env, {
    needsKey: !['check', 'simulate', 'watch'].includes(command),
  });
  const user = values.user ?? '6666';
  switch (command) {
    case 'serve':
      await (config.databaseUrl ? serve(config) : runDemo(config, DEMO_AGENTS));
      return 0;
    case 'check':
      return runCheck(config);
    case 'demo':
      await runDemo(withoutDatabase(config), agentCount(values.agents));
      return 0;
    case 'simulate':
      await runSimulate(config, agentCount(values.agents), seedNumber(values.seed));
      return 0;
    case 'token':
      console.log(
        makeToken(config, {
          ...values,
          user,
          user_groups: values['user-groups'],
          ttl: values.ttl ?? '1h',
        }),
      );
      return 0;
    case 'call': {
      const [name, ...params] = rest;
      if (name === undefined) throw new ConfigError('call: which function?');
      return runCall(config, { name, params, user, url: values.url, token: values.token });
    }
    case 'watch':
      return runWatch(config, { ...values, user, user_groups: values['user-groups'] });
    default:
      throw new ConfigError(`${command}: there is no such command (--help)`);
  }
}

function loadEnvFile(path: string): void {
  try {
    process.loadEnvFile(path);
  } catch {
    throw new ConfigError(`--env-file: cannot read ${path}`);
  }
}

function withoutDatabase(config: HubConfig): HubConfig {
  return { ...config, databaseUrl: undefined };
}

function agentCount(text: string | undefined): number {
  if (text === undefined) return DEMO_AGENTS;
  const agents = Number(text);
  if (!Number.isInteger(agents) || agents < 1 || agents > 2_000) {
    throw new ConfigError('--agents: a number from 1 to 2000');
  }
  return agents;
}

function seedNumber(text: string | undefined): number {
  if (text === undefined) return DEMO_SEED;
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed)) {
    throw new ConfigError('--seed: a whole number');
  }
  return seed;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`vici-hub: ${explain(error)}`);
    process.exitCode = 1;
  },
);
