/** A hub in a process of its own, which tells what it needs. */
import { readConfig } from '../../server/config.js';
import { type RunningHub, startHub } from '../../server/start-hub.js';
import { memoryInUse, obey } from '../support/other-process.js';

let hub: RunningHub | undefined;

export const hubOrders = {
  /** @returns where its sockets are */
  async start(env: Record<string, string>): Promise<string> {
    hub = await startHub(readConfig(env));
    return hub.socketUrl;
  },
  memory: (_: object) => memoryInUse(),
  conflated: async (_: object): Promise<number> => hub?.feed.conflated ?? 0,
};

obey(hubOrders);
