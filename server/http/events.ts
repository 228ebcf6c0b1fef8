/**
 * `GET /events`: the agents' sessions as Server-Sent Events, from the same feed as the socket's
 * subscriptions: a snapshot or the missed changes, then each change, until the token ends.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findApiUser } from '../auth/access.js';
import type { Identity } from '../auth/tokens.js';
import type { AgentFeed, SubscriptionHandle } from '../feed/agent-feed.js';
import { createView } from '../feed/view.js';
import { authenticated, type BearerServices } from './bearer.js';
import { answerUnavailable } from './database-trouble.js';
import { EventStream } from './event-stream.js';
import { readFilter } from './session-filter.js';

export interface EventsOptions extends BearerServices {
  readonly feed: AgentFeed;
  readonly onError: (error: unknown) => void;
  /** How often the users of open streams are read again, ms. */
  readonly recheckMs: number;
  /** How often an idle stream gets a comment, ms; default 20,000. */
  readonly heartbeatMs?: number;
  /** Told the number of open streams whenever it changes. */
  readonly onCount?: (streams: number) => void;
}

interface Open {
  readonly stream: EventStream;
  readonly identity: Identity;
}

const HEARTBEAT_MS = 20_000;
/** Clients come back at random within this time, ms, so that a restart brings no stampede. */
const RETRY_MS = { least: 1_000, spread: 3_000 };
/** Streams of one subject at most, like connections. */
const STREAM_LIMIT = 10_000;
/** Longest delay of a timer in Node. */
const MAX_TIMER_MS = 2_147_483_647;
/** At a shutdown a stream has this long to take its last event, ms. */
const FAREWELL_MS = 500;

export async function events(app: FastifyInstance, options: EventsOptions): Promise<void> {
  const streams = new Streams(options);
  app.addHook('preClose', () => streams.close());
  app.get('/events', { exposeHeadRoute: false }, async (request, reply) => {
    try {
      const identity = await authenticated(options, request, reply);
      if (!identity) return reply;
      return await streams.open(identity, request, reply);
    } catch (error) {
      options.onError(error);
      return answerUnavailable(reply, error);
    }
  });
}

class Streams {
  private readonly all = new Set<Open>();
  private readonly timers: NodeJS.Timeout[];
  private isClosing = false;

  constructor(private readonly options: EventsOptions) {
    const { heartbeatMs = HEARTBEAT_MS, recheckMs } = options;
    this.timers = [
      setInterval(() => {
        for (const { stream } of this.all) stream.beat();
      }, heartbeatMs),
      setInterval(() => void this.recheckRights(), recheckMs),
    ];
    for (const timer of this.timers) timer.unref();
  }

  /** @throws the database's error, before anything is answered */
  async open(
    identity: Identity,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const filter = readFilter(request, reply);
    if (!filter) return reply;
    if (this.isClosing) return reply.code(503).send({ error: 'going_away' });
    if (this.countOf(identity.sub) >= STREAM_LIMIT) {
      return reply.code(429).send({ error: 'too_many_requests' });
    }
    const response = reply.raw;
    const stream = new EventStream(response);
    const subscribed = await this.options.feed.subscribe({
      topic: 'agents',
      view: createView(identity, filter),
      since: positionOf(request.headers['last-event-id']),
      sink: stream,
      hold: true,
    });
    const { handle, answer } = subscribed;
    if (stream.hasEnded || this.isClosing) {
      handle.close();
      return this.isClosing ? reply.code(503).send({ error: 'going_away' }) : reply;
    }
    reply.hijack();
    // those of the cross-origin plugin
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) response.setHeader(name, value);
    }
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    stream.retry(RETRY_MS.least + Math.floor(Math.random() * RETRY_MS.spread));
    if (!answer.recovered) {
      const { epoch, revision } = answer;
      stream.event('snapshot', subscribed.answerText(), `${epoch}:${revision}`);
    }
    this.keep({ stream, identity }, handle, (ended) => response.on('close', ended));
    handle.open();
    return reply;
  }

  /** Tells every client and ends its stream. */
  async close(): Promise<void> {
    this.isClosing = true;
    for (const timer of this.timers) clearInterval(timer);
    const { least: retry_after_ms } = RETRY_MS;
    await Promise.all(
      [...this.all].map(({ stream }) =>
        stream.end({ state: 'going_away', retry_after_ms }, FAREWELL_MS),
      ),
    );
  }

  private keep(open: Open, handle: SubscriptionHandle, onEnd: (ended: () => void) => void): void {
    this.all.add(open);
    this.options.onCount?.(this.all.size);
    let timer: NodeJS.Timeout | undefined;
    const watchExpiry = () => {
      const left = open.identity.expiresAt * 1000 - Date.now();
      if (left <= 0) void open.stream.end({ state: 'ended', reason: 'token_expired' });
      else timer = setTimeout(watchExpiry, Math.min(left, MAX_TIMER_MS));
    };
    watchExpiry();
    onEnd(() => {
      clearTimeout(timer);
      handle.close();
      this.all.delete(open);
      this.options.onCount?.(this.all.size);
    });
  }

  private async recheckRights(): Promise<void> {
    for (const sub of new Set([...this.all].map(({ identity }) => identity.sub))) {
      try {
        if (await findApiUser(this.options.directory, sub)) continue;
      } catch (error) {
        this.options.onError(error);
        return; // unreadable now: nothing is concluded from that
      }
      for (const { stream, identity } of this.all) {
        if (identity.sub === sub) void stream.end({ state: 'ended', reason: 'access_revoked' });
      }
    }
  }

  private countOf(sub: string): number {
    let count = 0;
    for (const { identity } of this.all) if (identity.sub === sub) count += 1;
    return count;
  }
}

/** @returns undefined for what is no position of ours: a snapshot then follows */
function positionOf(
  id: string | string[] | undefined,
): { epoch: number; revision: number } | undefined {
  const match = /^(\d{1,15}):(\d{1,15})$/.exec(typeof id === 'string' ? id : '');
  return match ? { epoch: Number(match[1]), revision: Number(match[2]) } : undefined;
}
