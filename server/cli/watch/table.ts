/** The sessions as rows of a table that fits a terminal. */
import type { AgentSession } from '../../../protocol/agent-session.js';
import { duration, pad, plain, widthOf } from './cells.js';
import { type Paint, type Style, styleOf } from './colours.js';

interface Column {
  readonly title: string;
  /** Cells it gives up to reach `width` last. */
  readonly least: number;
  readonly align?: 'right';
  text(session: AgentSession, now: number): string;
  style?(session: AgentSession): Style;
}

const COLUMNS: readonly Column[] = [
  { title: 'AGENT', least: 5, text: ({ agent_user }) => agent_user },
  { title: 'NAME', least: 8, text: ({ full_name }) => full_name },
  { title: 'CAMPAIGN', least: 8, text: ({ campaign_id }) => campaign_id },
  {
    title: 'STATE',
    least: 7,
    text: ({ state }) => state,
    style: ({ state }) => styleOf(state),
  },
  { title: 'TIME', least: 7, align: 'right', text: ({ since }, now) => duration(now - since) },
  { title: 'CALL / PAUSE', least: 12, text: callOrPause },
  { title: 'IN-GROUP', least: 8, text: ({ ingroup }) => ingroup },
  { title: 'CALLS', least: 5, align: 'right', text: ({ calls_today }) => String(calls_today) },
];

const GAP = ' ';
const ARROWS = { inbound: '←', outbound: '→', manual: '→' } as const;

export interface Table {
  readonly title: string;
  readonly rows: readonly string[];
}

/** @param width cells; undefined: as wide as the contents @param now epoch ms */
export function drawTable(
  sessions: readonly AgentSession[],
  width: number | undefined,
  now: number,
  paint: Paint,
): Table {
  const cells = sessions.map((session) => COLUMNS.map(({ text }) => plain(text(session, now))));
  const widths = columnWidths(cells, width);
  const line = (texts: readonly string[], style: (index: number) => Style | undefined) =>
    texts
      .map((text, index) => {
        const fitted = pad(text, widths[index] ?? 0, COLUMNS[index]?.align);
        const named = style(index);
        return named ? paint(fitted, named) : fitted;
      })
      .join(GAP)
      .trimEnd();
  return {
    title: paint(
      line(
        COLUMNS.map(({ title }) => title),
        () => undefined,
      ),
      'bold',
    ),
    rows: sessions.map((session, row) =>
      line(cells[row] ?? [], (index) => COLUMNS[index]?.style?.(session)),
    ),
  };
}

/** Wide enough for all and never below their least, so that they stand still; else the widest columns give way first, down to their least. */
function columnWidths(cells: readonly (readonly string[])[], width: number | undefined): number[] {
  const widths = COLUMNS.map(({ title, least }, index) =>
    cells.reduce(
      (most, row) => Math.max(most, widthOf(row[index] ?? '')),
      Math.max(title.length, least),
    ),
  );
  if (width === undefined) return widths;
  let over = widths.reduce((sum, cell) => sum + cell + GAP.length, -GAP.length) - width;
  while (over > 0) {
    let widest = -1;
    for (const [index, column] of COLUMNS.entries()) {
      const spare = (widths[index] ?? 0) - column.least;
      if (spare > 0 && spare > (widths[widest] ?? 0) - (COLUMNS[widest]?.least ?? 0)) {
        widest = index;
      }
    }
    if (widest < 0) break; // a narrower terminal than that cuts the line off
    widths[widest] = (widths[widest] ?? 0) - 1;
    over -= 1;
  }
  return widths;
}

function callOrPause({ call_direction, phone_number, pause_code, state }: AgentSession): string {
  if (call_direction) return `${ARROWS[call_direction]} ${phone_number || '(number hidden)'}`;
  if (state === 'PAUSED') return pause_code;
  return phone_number;
}
