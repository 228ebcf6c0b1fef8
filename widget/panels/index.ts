/**
 * The panels: one folder each. Their code is loaded together once the element works: one file
 * compresses better than many. It adds those panels whose names are not needed before.
 */
import type { TemplateResult } from 'lit';
import { icons } from '../controls/icons.js';
import type { Phase } from '../desk/phases.js';
import type { View } from '../vici-agent-controls/view.js';
import type { Panel } from './panel.js';

export type PanelClass = new () => Panel;

export interface PanelEntry {
  readonly label: (view: View) => string;
  readonly icon: TemplateResult;
  /** Shown by itself in these phases, unless the agent has chosen another. */
  readonly opensIn?: Phase;
}

const first = {
  dial: { label: ({ words }) => words.dial, icon: icons.phone, opensIn: 'idle' },
  keypad: { label: ({ words }) => words.keypad, icon: icons.keypad, opensIn: 'call' },
  disposition: {
    label: ({ words }) => words.disposition,
    icon: icons.outcome,
    opensIn: 'wrap-up',
  },
  pause: {
    label: ({ words, desk }) =>
      desk.session?.state === 'PAUSED' ? words.changeReason : words.pauseReason,
    icon: icons.pause,
  },
  logout: { label: ({ words }) => words.logOutTitle, icon: icons.exit },
} as const satisfies Record<string, PanelEntry>;

export type PanelName = keyof typeof first | 'hold' | 'transfer' | 'lead' | 'more';

export const panels: Partial<Record<PanelName, PanelEntry>> & typeof first = { ...first };

/** Typed access: a panel by its name. */
export function panelEntry(name: PanelName): PanelEntry {
  return panels[name] ?? panels.dial;
}

/** The panels that have a tab; the others are opened by their control. */
export const tabs: PanelName[] = ['dial', 'keypad', 'disposition'];

export const loadAll = () => import('./all.js');
export type All = Awaited<ReturnType<typeof loadAll>>;
