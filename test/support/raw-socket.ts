/** A client that says exactly what a test tells it to, and keeps all that it hears. */
import WebSocket, { type ClientOptions } from 'ws';
import type { ErrorObject, FunctionResult } from '../../protocol/messages.js';

export interface Heard {
  readonly id?: string | number | null;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>> & Partial<FunctionResult>;
  readonly error?: ErrorObject;
}

const PATIENCE_MS = 10_000;

export class RawSocket {
  readonly heard: Heard[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  private listeners = new Set<() => void>();
  /** Far from the ids that tests choose. */
  private nextId = 1_000;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.heard.push(JSON.parse(data.toString()) as Heard);
      for (const listener of [...this.listeners]) listener();
    });
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  /** Resolves when the upgrade is done. @throws Error with the HTTP status when it was refused */
  static async open(
    url: string,
    protocols: string[] = [],
    options: ClientOptions = {},
  ): Promise<RawSocket> {
    const socket = new WebSocket(url, protocols, options);
    const raw = new RawSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('unexpected-response', (request, response) => {
        request.destroy();
        reject(new Error(`HTTP ${response.statusCode}`));
      });
      socket.once('error', reject);
    });
    return raw;
  }

  /** Opens and authenticates by the first message. */
  static async authenticated(url: string, token: string): Promise<RawSocket> {
    const raw = await RawSocket.open(url);
    const { error } = await raw.request('authenticate', { token });
    if (error) throw new Error(error.message);
    return raw;
  }

  sendText(text: string): void {
    this.socket.send(text);
  }

  /** Sends a request and resolves with its answer. */
  request(method: string, params: object = {}, patienceMs?: number): Promise<Heard> {
    const id = this.nextId++;
    this.sendText(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return this.hears((message) => message.id === id, patienceMs);
  }

  /** Resolves with the first message, already heard or still to come, that fits. */
  async hears(fits: (message: Heard) => boolean, patienceMs = PATIENCE_MS): Promise<Heard> {
    const known = this.heard.find(fits);
    if (known) return known;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.listeners.delete(listen);
        const heard = JSON.stringify(this.heard).slice(-2_000);
        reject(new Error(`not heard in ${patienceMs} ms; heard: ${heard}`));
      }, patienceMs);
      const listen = () => {
        const found = this.heard.find(fits);
        if (!found) return;
        clearTimeout(timer);
        this.listeners.delete(listen);
        resolve(found);
      };
      this.listeners.add(listen);
    });
  }

  close(): void {
    this.socket.terminate();
  }
}
