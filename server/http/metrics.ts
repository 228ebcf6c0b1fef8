/** Prometheus metrics under the contract's names. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AgentFeed } from '../feed/agent-feed.js';

export class Metrics {
  readonly registry = new Registry();
  private readonly commands = new Counter({
    name: 'vici_hub_commands_total',
    help: 'Commands answered, by function and level.',
    labelNames: ['function', 'level'],
    registers: [this.registry],
  });
  private readonly durations = new Histogram({
    name: 'vici_hub_command_duration_seconds',
    help: 'Time from a command to its answer.',
    labelNames: ['function'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [this.registry],
  });
  readonly databaseErrors = new Counter({
    name: 'vici_hub_db_errors_total',
    help: 'Errors of the database.',
    registers: [this.registry],
  });

  constructor(feed: AgentFeed, connections: () => number) {
    const { registry } = this;
    const registers = [registry];
    collectDefaultMetrics({ register: registry });
    new Gauge({
      name: 'vici_hub_connections',
      help: 'Open WebSocket connections.',
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
    new Gauge({
      name: 'vici_hub_feed_delay_seconds',
      help: 'How long the last reading of the tables took.',
      registers,
      collect() {
        this.set(feed.lastReadMs / 1000);
      },
    });
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
    new Gauge({
      name: 'vici_agents',
      help: 'Sessions by campaign and state, as last read.',
      labelNames: ['campaign_id', 'state'],
      registers,
      collect() {
        this.reset();
        for (const { campaign_id, state } of feed.lastSeen().agents) {
          this.inc({ campaign_id, state });
        }
      },
    });
    new Gauge({
      name: 'vici_calls_waiting',
      help: 'Calls waiting by in-group, as last read.',
      labelNames: ['ingroup'],
      registers,
      collect() {
        this.reset();
        for (const { ingroup, waiting } of feed.lastSeen().queues) {
          if (ingroup !== null) this.set({ ingroup }, waiting);
        }
      },
    });
  }

  countCommand(name: string, level: string, seconds: number): void {
    this.commands.inc({ function: name, level });
    this.durations.observe({ function: name }, seconds);
  }
}
