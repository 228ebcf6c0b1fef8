/** The panels: one line and one folder each. Their code is loaded when they are first shown. */
import type { TemplateResult } from 'lit';
import type { AgentSession } from '../../protocol/agent-session.js';
import { icons } from '../controls/icons.js';
import type { Phase } from '../desk/phases.js';
import type { Words } from '../words/words.js';
import type { Panel } from './panel.js';

export type PanelClass = (new () => Panel) & { readonly parts: readonly string[] };

export interface PanelEntry {
  readonly label: (words: Words, session?: AgentSession) => string;
  readonly icon: TemplateResult;
  readonly load: () => Promise<PanelClass>;
  /** Has its own place among the tools; the others are opened by their control. */
  readonly tab: boolean;
  /** Shown by itself in these phases, unless the agent has chosen another. */
  readonly opensIn?: Phase;
}

export const panels = {
  dial: {
    label: (words) => words.dial,
    icon: icons.phone,
    load: async () => (await import('./dial/dial.js')).ViciDialPanel,
    tab: true,
    opensIn: 'idle',
  },
  keypad: {
    label: (words) => words.keypad,
    icon: icons.keypad,
    load: async () => (await import('./keypad/keypad.js')).ViciKeypadPanel,
    tab: true,
    opensIn: 'call',
  },
  disposition: {
    label: (words) => words.disposition,
    icon: icons.outcome,
    load: async () => (await import('./disposition/disposition.js')).ViciDispositionPanel,
    tab: true,
    opensIn: 'wrap-up',
  },
  pause: {
    label: (words, session) =>
      session?.state === 'PAUSED' ? words.changeReason : words.pauseReason,
    icon: icons.pause,
    load: async () => (await import('./pause/pause.js')).ViciPausePanel,
    tab: false,
  },
  logout: {
    label: (words) => words.logOutTitle,
    icon: icons.exit,
    load: async () => (await import('./log-out/log-out.js')).ViciLogOutPanel,
    tab: false,
  },
} as const satisfies Record<string, PanelEntry>;

export type PanelName = keyof typeof panels;

/** Typed access: every panel by its name. */
export function panelEntry(name: PanelName): PanelEntry {
  return panels[name];
}

export const panelNames = Object.keys(panels) as PanelName[];
