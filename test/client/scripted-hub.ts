/** A WebSocket server that speaks the protocol by script: what a hub may do, told by the test. */
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AgentSession } from '../../protocol/agent-session.js';
import { HubClient, type HubClientOptions } from '../../server/client.js';

export interface Received {
  id: number;
  method: string;
  params: Record<string, unknown>;
}

/** Answers a request: with a result, with `{error}`, or (undefined) not at all. */
type Script = (request: Received, peer: Peer) => unknown;

export const REFUSE = (code: number, data: object = {}) => ({
  error: { code, message: 'refused', data: { temporary: false, ...data } },
});

/** One client's connection, seen from the hub. */
export class Peer {
  readonly requests: Received[] = [];
  closedWith: number | undefined;

  constructor(readonly socket: WebSocket) {
    socket.on('close', (code) => {
      this.closedWith = code;
    });
  }

  of(method: string): Received[] {
    return this.requests.filter((request) => request.method === method);
  }

  answer(id: number, result: unknown): void {
    this.#send({ jsonrpc: '2.0', id, result });
  }

  notify(method: string, params: object): void {
    this.#send({ jsonrpc: '2.0', method, params });
  }

  reply(id: number, outcome: unknown): void {
    if (typeof outcome === 'object' && outcome !== null && 'error' in outcome) {
      this.#send({ jsonrpc: '2.0', id, ...outcome });
    } else {
      this.answer(id, outcome);
    }
  }

  #send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }
}

export class ScriptedHub {
  readonly peers: Peer[] = [];
  readonly scripts: Record<string, Script> = {
    authenticate: ({ params }) => ({
      sub: '6666',
      agents: '*',
      functions: '*',
      expires_at: 2_000_000_000,
      server: { name: String(params.token), version: '1' },
    }),
    ping: () => ({ time: 1 }),
    unsubscribe: () => ({}),
  };
  readonly #clients: HubClient[] = [];

  readonly port: number;

  private constructor(private readonly server: WebSocketServer) {
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (socket) => {
      const peer = new Peer(socket);
      this.peers.push(peer);
      socket.on('message', (data) => {
        const request = JSON.parse(String(data)) as Received;
        peer.requests.push(request);
        const outcome = this.scripts[request.method]?.(request, peer);
        if (outcome !== undefined) peer.reply(request.id, outcome);
      });
    });
  }

  static async start(port = 0): Promise<ScriptedHub> {
    const server = new WebSocketServer({ host: '127.0.0.1', port });
    await new Promise((resolve) => server.once('listening', resolve));
    return new ScriptedHub(server);
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}/ws`;
  }

  /** The latest connection. */
  get peer(): Peer {
    const peer = this.peers.at(-1);
    if (!peer) throw new Error('no connection yet');
    return peer;
  }

  /** All requests of all connections, in order. */
  of(method: string): Received[] {
    return this.peers.flatMap((peer) => peer.of(method));
  }

  client(options: Partial<HubClientOptions> = {}): HubClient {
    const client = new HubClient({
      url: this.url,
      token: options.getToken ? undefined : 'token',
      requestTimeoutMs: 2_000,
      minBackoffMs: 5,
      maxBackoffMs: 40,
      ...options,
    });
    this.#clients.push(client);
    return client;
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.close();
    for (const { socket } of this.peers) socket.terminate();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export function session(agent_user: string, more: Partial<AgentSession> = {}): AgentSession {
  return {
    agent_user,
    full_name: `Agent ${agent_user}`,
    user_group: 'ADMIN',
    campaign_id: 'TESTCAMP',
    state: 'READY',
    status: 'READY',
    since: 1,
    pause_code: '',
    lead_id: 0,
    phone_number: '',
    call_id: '',
    call_direction: null,
    ingroup: '',
    calls_today: 0,
    recording: false,
    session_id: '8600051',
    server_ip: '127.0.0.1',
    pending: {},
    last_update: 1,
    ...more,
  };
}
