/** How soon a subscriber knows: of what others commit, and of what a command did. */
import { createConnection } from 'mysql2/promise';
import type WebSocket from 'ws';
import { createMariadbDatabase } from '../../test/support/database.js';
import { loadFixture } from '../../test/support/fixture.js';
import { CommandClient } from '../command-client.js';
import { evenly } from '../evenly.js';
import { startHubProcess } from '../hub-process.js';
import { quantile } from '../measure.js';
import { openSocket } from '../open-socket.js';
import { signToken } from '../token.js';

export interface Delay {
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
}

const AGENT = '1000';
/** Longest pause between two commands. */
const PAUSE_MS = 40;

/** Hears of one agent's changes, each once. */
class Watcher {
  private waiting: { fits: (text: string) => boolean; heard: (at: number) => void } | undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      const at = performance.now();
      const { waiting } = this;
      if (!waiting?.fits(data.toString())) return;
      this.waiting = undefined;
      waiting.heard(at);
    });
  }

  static async open(url: string, token: string): Promise<Watcher> {
    const socket = await openSocket(url, token);
    const watcher = new Watcher(socket);
    const subscribed = watcher.hears('"id":1');
    socket.send(`{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"agents":["${AGENT}"]}}`);
    await subscribed;
    return watcher;
  }

  /** Resolves with the time at which a frame with this text came. */
  hears(text: string): Promise<number> {
    return new Promise((heard) => {
      this.waiting = { fits: (frame) => frame.includes(text), heard };
    });
  }

  close(): void {
    this.socket.terminate();
  }
}

/** @param seconds for the commands; twice as long for the commits */
export async function measureDelays(
  server: string,
  pollMs: number,
  seconds: number,
): Promise<{ commit: Delay; command: Delay }> {
  const database = await createMariadbDatabase({ server, prefix: 'vicidial_', schema: 'dialler' });
  await loadFixture(database);
  const hub = await startHubProcess(database.url, { HUB_POLL_MS: String(pollMs) });
  const watcher = await Watcher.open(hub.url, signToken(hub.secret));
  const commands = await CommandClient.open(hub.url, signToken(hub.secret));
  const other = await createConnection({ uri: database.url });
  try {
    let number = 0;
    // at any moment of the poll alike
    const commit = await repeat(2 * seconds, pollMs, async () => {
      number += 1;
      const heard = watcher.hears(`"P${number}"`);
      await other.execute('UPDATE vicidial_live_agents SET pause_code = ? WHERE user = ?', [
        `P${number}`,
        AGENT,
      ]);
      const committed = performance.now();
      return (await heard) - committed;
    });
    const command = await repeat(seconds, PAUSE_MS, async () => {
      number += 1;
      const heard = watcher.hears(`"external_dtmf":"${number}"`);
      await commands.call('send_dtmf', { agent_user: AGENT, value: String(number) });
      const answered = performance.now();
      return (await heard) - answered;
    });
    return { commit, command };
  } finally {
    await other.end();
    commands.close();
    watcher.close();
    await hub.stop();
    await database.close();
  }
}

/** @param pauseMs longest pause before each, ms */
async function repeat(
  seconds: number,
  pauseMs: number,
  measure: () => Promise<number>,
): Promise<Delay> {
  const delays: number[] = [];
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const pause = evenly(delays.length) * pauseMs;
    await new Promise((resolve) => setTimeout(resolve, pause));
    delays.push(Math.max(0, await measure()));
  }
  delays.sort((a, b) => a - b);
  return { p50: quantile(delays, 0.5), p99: quantile(delays, 0.99), count: delays.length };
}
