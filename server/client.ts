/** The client for Node: where there is no global WebSocket (Node 20), the one of `ws` is used. */
import { WebSocket } from 'ws';
import {
  HubClient as AnyHubClient,
  type HubClientOptions,
  type WebSocketConstructor,
} from '../protocol/client.js';

export * from '../protocol/client.js';

export class HubClient extends AnyHubClient {
  constructor(options: HubClientOptions) {
    const standard = (globalThis as { WebSocket?: WebSocketConstructor }).WebSocket;
    super({ ...options, WebSocket: options.WebSocket ?? standard ?? WebSocket });
  }
}
