/**
 * Prometheus metrics under the contract's names. Labels hold names of functions and what the
 * dialler's tables hold, never what a client made up.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { isDatabaseError } from '../database/unavailable.js';
import type { AgentFeed } from '../feed/agent-feed.js';
import type { Limit } from '../socket/limit.js';

/** A scrape waits at most this long for the tables, ms: Prometheus gives up after 10 s. */
const READ_TIMEOUT_MS = 3_000;

export class Metrics {
  readonly registry = new Registry();
  private readonly commands = new Counter({
    name: 'vici_hub_commands_total',
    help: 'Commands answered, over the socket and the text API, by function and level.',
    labelNames: ['function', 'level'],
    registers: [this.registry],
  });
  private readonly durations = new Histogram({
    name: 'vici_hub_command_duration_seconds',
    help: 'Time from a command to its answer, without what it waited for a stage.',
    labelNames: ['function'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [this.registry],
  });
  private readonly delays = new Histogram({
    name: 'vici_hub_feed_delay_seconds',
    help: "Time to a change's frames: from the command that made it, else from the beginning of the reading that found it (the wait for that poll is not in it).",
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });
  private readonly databaseErrors = new Counter({
    name: 'vici_hub_db_errors_total',
    help: 'Failures of the database: of readings by the feed, of commands, of api_log.',
    registers: [this.registry],
  });
  private readonly limits = new Counter({
    name: 'vici_hub_limited_total',
    help: 'What a limit refused, by limit.',
    labelNames: ['limit'],
    registers: [this.registry],
  });
  private readonly agents = new Gauge({
    name: 'vici_agents',
    help: 'Sessions by campaign and state; absent while the database cannot be read.',
    labelNames: ['campaign_id', 'state'],
    registers: [this.registry],
  });
  private readonly waiting = new Gauge({
    name: 'vici_calls_waiting',
    help: 'Calls that wait for an agent, by in-group; absent while the database cannot be read.',
    labelNames: ['ingroup'],
    registers: [this.registry],
  });
  /** One error may fail many commands: it is counted once. */
  private readonly counted = new WeakSet<object>();
  /** Labels once seen go to 0 instead of vanishing; as many as the tables have had. */
  private readonly seenStates = new Map<string, { campaign_id: string; state: string }>();
  private readonly seenIngroups = new Set<string>();

  /** @param connections number of open WebSockets and event streams */
  constructor(
    private readonly feed: AgentFeed,
    connections: () => number,
  ) {
    const { registry } = this;
    const registers = [registry];
    collectDefaultMetrics({ register: registry });
    new Gauge({
      name: 'vici_hub_connections',
      help: 'Open WebSockets and event streams.',
      registers,
      collect() {
        this.set(connections());
      },
    });
    const changes = new Counter({
      name: 'vici_hub_changes_total',
      help: 'Changes of sessions that the feed has seen.',
      registers,
    });
    feed.onChanges(() => changes.inc());
    let conflated = 0;
    new Counter({
      name: 'vici_hub_conflated_total',
      help: 'Changes that slow clients did not get one by one.',
      registers,
      collect() {
        this.inc(feed.conflated - conflated);
        conflated = feed.conflated;
      },
    });
  }

  /** @returns the exposition; reads the tables when nobody keeps them read */
  async text(): Promise<string> {
    await this.readGauges();
    return this.registry.metrics();
  }

  countLimit(limit: Limit): void {
    this.limits.inc({ limit });
  }

  /** @param name of the API function, or `unknown` */
  countCommand(name: string, level: string, seconds: number): void {
    this.commands.inc({ function: name, level });
    this.durations.observe({ function: name }, seconds);
  }

  observeDelay(seconds: number): void {
    this.delays.observe(seconds);
  }

  /** Counts the error if it is the database's. */
  countError(error: unknown): void {
    if (isDatabaseError(error)) this.count(error);
  }

  /** A reading that failed counts, whatever with. */
  countFailedReading(error: Error): void {
    this.count(error);
  }

  private count(error: unknown): void {
    if (typeof error === 'object' && error !== null) {
      if (this.counted.has(error)) return;
      this.counted.add(error);
    }
    this.databaseErrors.inc();
  }

  private async readGauges(): Promise<void> {
    const isRead = await this.refreshFeed();
    this.agents.reset();
    this.waiting.reset();
    if (!isRead) return;
    for (const labels of this.seenStates.values()) this.agents.set(labels, 0);
    for (const ingroup of this.seenIngroups) this.waiting.set({ ingroup }, 0);
    const { agents, queues } = this.feed.lastSeen();
    for (const { campaign_id, state } of agents) {
      this.seenStates.set(`${state} ${campaign_id}`, { campaign_id, state });
      this.agents.inc({ campaign_id, state });
    }
    for (const { ingroup, waiting } of queues) {
      if (ingroup === null) continue;
      this.seenIngroups.add(ingroup);
      this.waiting.set({ ingroup }, waiting);
    }
  }

  /** @returns whether what the feed holds is what the tables say now */
  private async refreshFeed(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), READ_TIMEOUT_MS);
    });
    const read = this.feed.refresh().then(
      () => true,
      () => false, // the feed has counted it
    );
    try {
      return await Promise.race([read, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
