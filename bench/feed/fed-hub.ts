/** The hub on an embedded database; each change is written there and read by the feed. */
import { readConfig } from '../../server/config.js';
import { connectDatabase } from '../../server/database/connect.js';
import { Simulator } from '../../server/simulator/index.js';
import { startHub } from '../../server/start-hub.js';
import type { FanOut } from './server.js';

const AGENTS = 12;

export async function startFedHub(secret: string): Promise<FanOut> {
  const connection = await connectDatabase({
    url: 'sqlite::memory:',
    tablePrefix: '',
    create: true,
  });
  // its agents stay where they are: nobody ticks it
  await new Simulator({ connection, agents: AGENTS, seed: 1 }).prepare();
  const config = readConfig({
    DATABASE_URL: 'sqlite::memory:',
    HUB_PORT: '0',
    HUB_POLL_MS: '200',
    HUB_JWT_SECRET: secret,
    HUB_LOG_LEVEL: 'warn',
  });
  const { port, feed } = await startHub(config, { connection });
  let turn = 0;
  return {
    port,
    path: '/ws',
    async publish() {
      turn += 1;
      await connection.db
        .updateTable('live_agents')
        .set({ pause_code: turn % 2 ? 'LUNCH' : 'BREAK' })
        .where('user', '=', '1001')
        .execute();
      await new Promise<void>((resolve) => {
        const stop = feed.onChanges(() => {
          stop();
          // the listener is told just before the subscribers are
          queueMicrotask(resolve);
        });
        feed.ring();
      });
    },
  };
}
