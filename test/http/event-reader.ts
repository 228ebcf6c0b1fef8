/** Reads an event stream over real HTTP, as a client without a library would. */
import type { AgentSession } from '../../protocol/agent-session.js';

export interface StreamEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: {
    epoch?: number;
    revision?: number;
    agents?: AgentSession[];
    changes?: { agent_user: string; set?: Partial<AgentSession>; added?: AgentSession }[];
    state?: string;
    reason?: string;
  };
}

export class EventReader {
  /** Lines that begin with a colon. */
  readonly comments: string[] = [];
  private readonly events: StreamEvent[] = [];
  private text = '';
  private hasEnded = false;
  private wake: () => void = () => {};

  private constructor(
    readonly response: Response,
    private readonly abort: AbortController,
  ) {
    void this.read();
  }

  /** @param options token, Last-Event-ID and other headers */
  static async open(
    url: string,
    options: { token?: string; lastEventId?: string; headers?: Record<string, string> } = {},
  ): Promise<EventReader> {
    const { token, lastEventId, headers = {} } = options;
    const abort = new AbortController();
    const response = await fetch(url, {
      signal: abort.signal,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
        ...headers,
      },
    });
    return new EventReader(response, abort);
  }

  /** The next event, in order. */
  async next(ms = 5_000): Promise<StreamEvent> {
    await this.until(() => this.events.length > 0, ms, 'no event');
    const event = this.events.shift();
    if (!event) throw new Error('no event');
    return event;
  }

  /** Resolves when the server has ended the stream. */
  ended(ms = 5_000): Promise<void> {
    return this.until(() => this.hasEnded, ms, 'the stream goes on');
  }

  commented(ms = 5_000): Promise<void> {
    return this.until(() => this.comments.length > 0, ms, 'no comment');
  }

  /** Events that came and were not asked for yet. */
  get waiting(): number {
    return this.events.length;
  }

  close(): void {
    this.abort.abort();
  }

  private async until(condition: () => boolean, ms: number, what: string): Promise<void> {
    const deadline = Date.now() + ms;
    while (!condition()) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`${what} within ${ms} ms`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of this.response.body ?? []) {
        this.text += decoder.decode(chunk, { stream: true });
        this.parse();
        this.wake();
      }
    } catch {
      // aborted by us, or cut off
    }
    this.hasEnded = true;
    this.wake();
  }

  private parse(): void {
    for (let end = this.text.indexOf('\n\n'); end >= 0; end = this.text.indexOf('\n\n')) {
      const fields = new Map<string, string>();
      for (const line of this.text.slice(0, end).split('\n')) {
        const colon = line.indexOf(':');
        if (colon === 0) this.comments.push(line);
        else fields.set(line.slice(0, colon), line.slice(colon + 1).trimStart());
      }
      this.text = this.text.slice(end + 2);
      const data = fields.get('data');
      if (data === undefined) continue;
      this.events.push({
        event: fields.get('event') ?? 'message',
        id: fields.get('id'),
        data: JSON.parse(data),
      });
    }
  }
}
