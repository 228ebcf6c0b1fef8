/** `vici-hub call external_pause agent_user=1000 value=PAUSE`: one command over the socket. */

import { isFunctionName } from '../../protocol/functions/index.js';
import { HubClient, HubError } from '../client.js';
import { ConfigError, type HubConfig } from '../config.js';
import { makeToken } from './token.js';

export interface CallArguments {
  readonly name: string;
  /** `name=value` */
  readonly params: readonly string[];
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  readonly user: string;
}

/** Prints the line of the answer. @returns the exit code: 0 success, 1 refused */
export async function runCall(config: HubConfig, given: CallArguments): Promise<number> {
  const { name } = given;
  if (!isFunctionName(name)) throw new ConfigError(`${name}: there is no such function`);
  const params = Object.fromEntries(
    given.params.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new ConfigError(`${pair}: parameters are written name=value`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
  const scheme = config.tls ? 'wss' : 'ws';
  const client = new HubClient({
    url: given.url ?? `${scheme}://${config.host}:${config.port}/ws`,
    token: given.token ?? makeToken(config, { user: given.user, agents: '*', ttl: '1m' }),
  });
  try {
    const { text } = await client.call(name, params as never);
    console.log(text);
    return 0;
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    console.error(error.text ?? `${error.message} (${error.reason})`);
    for (const { path, message } of error.issues ?? []) console.error(`  ${path}: ${message}`);
    return 1;
  } finally {
    client.close();
  }
}
