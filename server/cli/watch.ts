/** `vici-hub watch`: the sessions as a live table in the terminal; in a pipe, once. */
import {
  type AgentsSubscription,
  type FeedStatus,
  HubClient,
  HubError,
  type QueuesSubscription,
  type StatusEvent,
} from '../client.js';
import type { HubConfig } from '../config.js';
import { untilSignal } from './until-signal.js';
import { colours, noColours } from './watch/colours.js';
import { connectionText } from './watch/connection-text.js';
import { drawOnce, drawPage, roomFor, type WatchPicture } from './watch/page.js';
import { Screen } from './watch/screen.js';
import { Scroll } from './watch/scroll.js';
import { tokenSource } from './watch/watch-token.js';

export interface WatchArguments {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  readonly user: string;
  /** Comma-separated lists. */
  readonly agents?: string | undefined;
  readonly campaigns?: string | undefined;
  readonly user_groups?: string | undefined;
}

/** At most four times a second. */
const REDRAW_MS = 250;
/** In a pipe nobody sees that it still tries. */
const ONCE_TIMEOUT_MS = 10_000;

/** @returns the exit code: 0, or 1 when the hub cannot be had or refuses */
export async function runWatch(config: HubConfig, given: WatchArguments): Promise<number> {
  const url = given.url ?? `${config.tls ? 'wss' : 'ws'}://${config.host}:${config.port}/ws`;
  const watch = new Watch(url, tokenSource(config, { ...given, url }), given);
  try {
    return await (process.stdout.isTTY ? watch.live() : watch.once());
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    console.error(`vici-hub: ${problem(error, url)}`);
    return 1;
  } finally {
    watch.close();
  }
}

class Watch {
  private readonly client: HubClient;
  private readonly agents: AgentsSubscription;
  private readonly queues: QueuesSubscription;
  private event: StatusEvent & { at: number } = { state: 'connecting', at: Date.now() };
  private feed: FeedStatus | undefined;
  /** The hub's clock is ahead by this, ms. */
  private clockOffset = 0;
  private hasChanged = true;
  private hasPicture = false;
  private end: (error?: unknown) => void = () => {};

  constructor(
    private readonly url: string,
    getToken: () => Promise<string>,
    given: WatchArguments,
  ) {
    this.client = new HubClient({ url, getToken, maxBackoffMs: 5_000 });
    this.client.onState((event) => this.connectionChanged(event));
    this.client.onFeedStatus((status) => {
      this.feed = status;
      this.hasChanged = true;
    });
    const filter = {
      agents: names(given.agents),
      campaigns: names(given.campaigns),
      user_groups: names(given.user_groups),
    };
    const changed = () => {
      this.hasChanged = true;
    };
    const seen = () => {
      this.hasPicture = true;
      changed();
    };
    const refused = (error: HubError) => this.end(error);
    this.agents = this.client.subscribeAgents(filter, seen, refused);
    this.queues = this.client.subscribeQueues({ campaigns: filter.campaigns }, changed, refused);
  }

  /** Prints one picture. @throws HubError */
  async once(): Promise<number> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new HubError({ code: 0, reason: 'timeout' })),
        ONCE_TIMEOUT_MS,
      );
    });
    try {
      await Promise.race([
        Promise.all([this.agents.ready, this.queues.ready, this.measureClock()]),
        late,
      ]);
    } finally {
      clearTimeout(timer);
    }
    console.log(drawOnce(this.picture(), noColours).join('\n'));
    return 0;
  }

  /** Until a key or a signal ends it. @throws HubError when the hub refuses */
  async live(): Promise<number> {
    const paint = process.env.NO_COLOR ? noColours : colours;
    const scroll = new Scroll();
    let drawnSecond = 0;
    const screen = new Screen(process.stdout, process.stdin, {
      onKey: (key) => {
        if (scroll.press(key, roomFor(screen.rows))) this.end();
        else draw();
      },
      onResize: () => draw(),
    });
    const draw = () => {
      this.hasChanged = false;
      const { columns, rows } = screen;
      scroll.keepWithin(this.agents.agents.size, roomFor(rows));
      const picture = this.picture();
      drawnSecond = Math.floor(picture.now / 1000);
      screen.draw(drawPage(picture, { columns, rows, paint, ...scroll }));
    };
    const ended = new Promise<void>((resolve, reject) => {
      this.end = (error) => (error === undefined ? resolve() : reject(error));
    });
    process.stdout.on('error', () => this.end()); // the terminal has gone
    screen.open();
    draw();
    const timer = setInterval(() => {
      if (this.hasChanged || Math.floor(this.now() / 1000) !== drawnSecond) draw();
    }, REDRAW_MS);
    try {
      await Promise.race([ended, untilSignal()]);
      return 0;
    } finally {
      clearInterval(timer);
      screen.close();
    }
  }

  close(): void {
    this.end = () => {};
    this.client.close();
  }

  private picture(): WatchPicture {
    const now = this.now();
    return {
      url: this.url,
      connection: connectionText(this.event, this.feed, now),
      isComplete: this.hasPicture,
      agents: this.agents.agents.values(),
      queues: this.queues.queues.values(),
      now,
    };
  }

  private now(): number {
    return Date.now() + this.clockOffset;
  }

  private connectionChanged(event: StatusEvent): void {
    this.event = { ...event, at: Date.now() };
    this.hasChanged = true;
    if (event.state === 'open') {
      this.feed = undefined; // told anew when it is stale
      this.measureClock().catch(() => {}); // the connection was lost: it is measured at the next
    } else if (event.state === 'closed') {
      this.end(new HubError({ code: event.code ?? 0, reason: event.reason ?? 'closed_by_hub' }));
    }
  }

  /** @throws HubError */
  private async measureClock(): Promise<void> {
    const sent = Date.now();
    const { time } = await this.client.request('ping', {});
    const received = Date.now();
    this.clockOffset = time - (sent + received) / 2;
    // of two clocks on one machine nothing but the way there would be measured
    if (Math.abs(this.clockOffset) < received - sent + 50) this.clockOffset = 0;
  }
}

function names(text: string | undefined): string[] | undefined {
  if (text === undefined || text === '*') return undefined;
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function problem({ reason, message }: HubError, url: string): string {
  switch (reason) {
    case 'timeout':
    case 'token_unavailable':
      return `no hub answers at ${url}`;
    case 'token_missing':
      return message;
    case 'url_not_valid':
      return `--url: ${url} is not the URL of a hub's socket`;
    default:
      return message === reason ? `the hub refuses: ${reason}` : `the hub refuses: ${message}`;
  }
}
