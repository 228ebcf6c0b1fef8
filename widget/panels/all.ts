/** All that is loaded once the element works: the panels and the bar. */
import { barStyles, Drop, renderBar } from '../bar/bar.js';
import { icons } from '../controls/icons.js';
import type { Tools, ToolsHost } from '../vici-agent-controls/tools.js';
import { addControls } from './add-controls.js';
import { ViciDialPanel } from './dial/dial.js';
import { ViciDispositionPanel } from './disposition/disposition.js';
import { ViciHoldPanel } from './hold/hold.js';
import { type PanelClass, type PanelEntry, type PanelName, panels, tabs } from './index.js';
import { ViciKeypadPanel } from './keypad/keypad.js';
import { ViciLeadPanel } from './lead/lead.js';
import { ViciLogOutPanel } from './log-out/log-out.js';
import { ViciMorePanel } from './more/more.js';
import { ViciPausePanel } from './pause/pause.js';
import { ViciTransferPanel } from './transfer/transfer.js';

export { holdControl } from './hold/hold-control.js';
export { renderBar };

export const classes: Record<PanelName, PanelClass> = {
  dial: ViciDialPanel,
  keypad: ViciKeypadPanel,
  transfer: ViciTransferPanel,
  lead: ViciLeadPanel,
  disposition: ViciDispositionPanel,
  more: ViciMorePanel,
  pause: ViciPausePanel,
  hold: ViciHoldPanel,
  logout: ViciLogOutPanel,
};

/** What pages may style in the panels, as the `exportparts` of each. */
export const exportParts =
  'dial-button, dial-number, disposition, disposition-save, disposition-search, dispositions, error, field, hold-choice, key, logout-confirm, more-tool, pause-code, pause-codes, skip-button, third-party, tool-button, transfer-button, transfer-preset, transfer-target';

addControls();

Object.assign(panels, {
  transfer: {
    label: ({ panelWords }) => panelWords?.transfer.transfer ?? '',
    icon: icons.transfer,
  },
  lead: {
    label: ({ panelWords }) => panelWords?.lead.customer ?? '',
    icon: icons.person,
  },
  more: { label: ({ panelWords }) => panelWords?.more.more ?? '', icon: icons.more },
  hold: { label: ({ panelWords }) => panelWords?.hold.holdHow ?? '', icon: icons.hold },
} satisfies Partial<Record<PanelName, PanelEntry>>);
tabs.splice(2, 0, 'transfer', 'lead');
tabs.push('more');

/** Gives an element the bar's styles, and hangs what is open below the bar where it belongs. */
export function settle(host: ToolsHost, tools: Tools): void {
  if (host.shadowRoot && barStyles.styleSheet) {
    host.shadowRoot.adoptedStyleSheets.push(barStyles.styleSheet);
  }
  const part = (selector: string) => host.renderRoot.querySelector(selector) ?? undefined;
  new Drop(host, '.drop:not(.message)', () => {
    if (host.layout !== 'bar' || !tools.isOver) return undefined;
    return tools.opener ?? part('.tools') ?? host;
  });
  new Drop(host, '.drop.message', () => (part('.drop.message > *') ? host : undefined), 'start');
}
