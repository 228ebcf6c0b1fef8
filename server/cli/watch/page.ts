/** One page of `vici-hub watch`: what the hub says, as lines of a terminal. */
import { AGENT_STATES, type AgentSession, type Queue } from '../../../protocol/agent-session.js';
import { clip, duration, plain, widthOf } from './cells.js';
import { type Paint, type Style, styleOf } from './colours.js';
import { drawTable } from './table.js';

export interface WatchPicture {
  readonly url: string;
  /** e.g. `live`, and how it shall look. */
  readonly connection: { readonly text: string; readonly style: Style };
  /** False: the hub has told nothing yet. */
  readonly isComplete: boolean;
  readonly agents: Iterable<AgentSession>;
  readonly queues: Iterable<Queue>;
  /** By the hub's clock, epoch ms. */
  readonly now: number;
}

export const ORDERS = ['agent', 'state', 'time'] as const;
export type Order = (typeof ORDERS)[number];

export interface PageOptions {
  readonly columns: number;
  readonly rows: number;
  readonly paint: Paint;
  readonly order: Order;
  /** Sessions scrolled past. */
  readonly offset: number;
}

const compareNames = new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare;
/** Lines that are not sessions: four above, one below. */
const OTHER_LINES = 5;

/** @returns how many sessions such a page shows */
export function roomFor(rows: number): number {
  return Math.max(1, rows - OTHER_LINES);
}

/** @returns `rows` lines of at most `columns` cells */
export function drawPage(picture: WatchPicture, options: PageOptions): string[] {
  const { columns, rows, paint, order, offset } = options;
  const sessions = sorted(picture.agents, order);
  const room = roomFor(rows);
  const table = drawTable(sessions.slice(offset, offset + room), columns, picture.now, paint);
  const body =
    sessions.length > 0 ? table.rows : [paint(picture.isComplete ? 'no sessions' : '…', 'dim')];
  const lines = [
    ...headLines(picture, sessions, columns, paint),
    table.title,
    ...body,
    ...Array<string>(Math.max(0, room - body.length)).fill(''),
    paint(clip(footLine(sessions.length, offset, room, order), columns), 'dim'),
  ];
  return lines.slice(0, rows);
}

/** @returns the whole picture once, for a file or a pipe: nothing is cut, coloured or left out */
export function drawOnce(picture: WatchPicture, paint: Paint): string[] {
  const sessions = sorted(picture.agents, 'agent');
  const { title, rows } = drawTable(sessions, undefined, picture.now, paint);
  return [...headLines(picture, sessions, Number.POSITIVE_INFINITY, paint), title, ...rows];
}

function headLines(
  picture: WatchPicture,
  sessions: readonly AgentSession[],
  columns: number,
  paint: Paint,
): string[] {
  const time = new Date(picture.now).toTimeString().slice(0, 8);
  const noun = sessions.length === 1 ? 'agent' : 'agents';
  return [
    flow(
      [
        ['vici-hub', 'bold'],
        [picture.connection.text, picture.connection.style],
        [picture.isComplete ? `${sessions.length} ${noun}` : '…'],
        [time],
        [plain(picture.url), 'dim'],
      ],
      columns,
      paint,
    ),
    flow(stateCounts(sessions), columns, paint),
    flow(queueCounts(picture), columns, paint),
  ];
}

function stateCounts(sessions: readonly AgentSession[]): Part[] {
  const counts = new Map<AgentSession['state'], number>();
  for (const { state } of sessions) counts.set(state, (counts.get(state) ?? 0) + 1);
  return AGENT_STATES.filter((state) => counts.has(state)).map((state) => [
    `${state} ${counts.get(state)}`,
    styleOf(state),
  ]);
}

function queueCounts({ queues, now }: WatchPicture): Part[] {
  const waiting = [...queues].filter((queue) => queue.waiting > 0);
  if (waiting.length === 0) return [['no calls waiting', 'dim']];
  const parts = waiting
    .sort((a, b) => (a.oldest_since ?? now) - (b.oldest_since ?? now))
    .map(({ ingroup, campaign_id, waiting, oldest_since }): Part => {
      const name = plain(ingroup ?? campaign_id ?? '');
      return [`${name} ${waiting} (${duration(now - (oldest_since ?? now))})`, 'red'];
    });
  return [['waiting:', 'bold'], ...parts];
}

type Part = readonly [text: string, style?: Style];

/** Parts beside each other; the one that does not fit any more is cut, the rest left out. */
function flow(parts: readonly Part[], columns: number, paint: Paint): string {
  let left = columns;
  const shown: string[] = [];
  for (const [text, style] of parts) {
    const space = shown.length > 0 ? 2 : 0;
    const cut = clip(text, left - space);
    if (cut === '' || cut === '…') break;
    shown.push(style ? paint(cut, style) : cut);
    left -= space + widthOf(cut);
  }
  return shown.join('  ');
}

function footLine(count: number, offset: number, room: number, order: Order): string {
  const keys = `q quit  s sort: ${order}`;
  if (count <= room) return keys;
  return `${keys}  ↑↓ PgUp PgDn  ${offset + 1}–${Math.min(count, offset + room)} of ${count}`;
}

function sorted(agents: Iterable<AgentSession>, order: Order): AgentSession[] {
  const byName = (a: AgentSession, b: AgentSession) => compareNames(a.agent_user, b.agent_user);
  const compare = {
    agent: byName,
    state: (a: AgentSession, b: AgentSession) =>
      AGENT_STATES.indexOf(a.state) - AGENT_STATES.indexOf(b.state) || byName(a, b),
    time: (a: AgentSession, b: AgentSession) => a.since - b.since || byName(a, b),
  }[order];
  return [...agents].sort(compare);
}
