/** Colours of a terminal, or none. */
import type { AgentState } from '../../../protocol/agent-session.js';

export type Style = 'bold' | 'dim' | 'green' | 'cyan' | 'blue' | 'magenta' | 'yellow' | 'red';

const CODES: Readonly<Record<Style, string>> = {
  bold: '1',
  dim: '2',
  red: '31',
  green: '32',
  yellow: '33',
  blue: '94',
  magenta: '35',
  cyan: '36',
};

/** Waits: green; a call comes: cyan; talks: blue; holds: magenta; not available: yellow; wrong: red. */
const STATE_STYLES: Readonly<Record<AgentState, Style>> = {
  READY: 'green',
  CLOSER: 'green',
  QUEUE: 'cyan',
  MQUEUE: 'cyan',
  RING: 'cyan',
  DIAL: 'cyan',
  PREVIEW: 'cyan',
  INCALL: 'blue',
  '3-WAY': 'blue',
  PARK: 'magenta',
  DEAD: 'red',
  DISPO: 'yellow',
  PAUSED: 'yellow',
};

export type Paint = (text: string, style: Style) => string;

export const colours: Paint = (text, style) => `\x1b[${CODES[style]}m${text}\x1b[0m`;
export const noColours: Paint = (text) => text;

/** A state that this version does not know is shown plainly. */
export function styleOf(state: AgentState): Style {
  return STATE_STYLES[state] ?? 'bold';
}
