/**
 * How many connections each subject has on the other nodes. Each node tells the others what
 * changes here; a node that is not heard for a while counts nothing. Two nodes that admit at the
 * same moment may let one connection too many in: nobody waits for the others' word.
 */
import { setInterval as every } from 'node:timers';
import { z } from 'zod';
import type { SubjectsElsewhere } from '../socket/connection-counts.js';
import type { ClusterNames } from './address.js';
import type { ClusterLink } from './link.js';

const word = z.object({
  node: z.string().max(64),
  /** Subject -> its connections on that node; 0: none any more. */
  counts: z.record(z.string(), z.number().int().min(0)),
  /** Of all subjects: tells whether a word was lost. */
  total: z.number(),
  /** What was told before is void. */
  isAnew: z.boolean(),
  /** More of the same follows at once. */
  isPart: z.boolean(),
});
type Word = z.infer<typeof word>;

interface Other {
  readonly counts: Map<string, number>;
  total: number;
  heard: number;
}

const TELL_MS = 1_000;
const FORGET_MS = 5_000;
/** Subjects in one message: far below what NATS takes. */
const CHUNK = 2_000;

export class SharedCounts implements SubjectsElsewhere {
  private readonly own = new Map<string, number>();
  private total = 0;
  private readonly changed = new Set<string>();
  private readonly others = new Map<string, Other>();
  private telling: NodeJS.Immediate | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly link: ClusterLink,
    private readonly names: ClusterNames,
  ) {
    link.subscribe(names.subject('counts'), (data) => this.hear(data));
    link.subscribe(names.subject('counts_wanted'), () => this.tellAll());
    link.onUp(() => {
      this.ask();
      this.tellAll();
    });
    this.timer = every(() => {
      this.forgetSilent();
      this.tell({}, {});
    }, TELL_MS).unref();
  }

  elsewhere(subject: string): number {
    let sum = 0;
    for (const { counts } of this.others.values()) sum += counts.get(subject) ?? 0;
    return sum;
  }

  set(subject: string, count: number): void {
    this.total += count - (this.own.get(subject) ?? 0);
    if (count > 0) this.own.set(subject, count);
    else this.own.delete(subject);
    this.changed.add(subject);
    this.telling ??= setImmediate(() => this.tellChanged());
  }

  stop(): void {
    clearInterval(this.timer);
    clearImmediate(this.telling);
    this.own.clear();
    this.total = 0;
    this.tell({}, { isAnew: true });
  }

  private tellChanged(): void {
    this.telling = undefined;
    const changed = [...this.changed];
    this.changed.clear();
    this.tellChunks(changed, false);
  }

  private tellAll(): void {
    this.tellChunks([...this.own.keys()], true);
  }

  private tellChunks(subjects: readonly string[], isWhole: boolean): void {
    for (let from = 0; from < subjects.length || from === 0; from += CHUNK) {
      const part = subjects.slice(from, from + CHUNK);
      const counts = Object.fromEntries(part.map((name) => [name, this.own.get(name) ?? 0]));
      const isPart = from + CHUNK < subjects.length;
      this.tell(counts, { isAnew: isWhole && from === 0, isPart });
    }
  }

  private tell(counts: Word['counts'], { isAnew = false, isPart = false }): void {
    const { node } = this.link;
    const told: Word = { node, counts, total: this.total, isAnew, isPart };
    this.link.publish(this.names.subject('counts'), told);
  }

  private ask(): void {
    this.link.publish(this.names.subject('counts_wanted'), {});
  }

  private hear(data: unknown): void {
    const heard = word.safeParse(data);
    if (!heard.success || heard.data.node === this.link.node) return;
    const { node, counts, total, isAnew, isPart } = heard.data;
    let other = this.others.get(node);
    if (!other || isAnew) {
      other = { counts: new Map(), total: 0, heard: 0 };
      this.others.set(node, other);
    }
    other.heard = performance.now();
    for (const [subject, count] of Object.entries(counts)) {
      other.total += count - (other.counts.get(subject) ?? 0);
      if (count > 0) other.counts.set(subject, count);
      else other.counts.delete(subject);
    }
    if (other.total !== total && !isPart) this.ask();
  }

  private forgetSilent(): void {
    const oldest = performance.now() - FORGET_MS;
    for (const [node, { heard }] of this.others) if (heard < oldest) this.others.delete(node);
  }
}
