/** The bar layout: one line, its tools hang over the page. Loaded only where it is used. */
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../controls/button.js';
import { hasCall } from '../desk/phases.js';
import { showPhoneNumber } from '../desk/phone-number.js';
import { panelEntry } from '../panels/index.js';
import { mainControls } from '../vici-agent-controls/main-controls.js';
import {
  agentView,
  callSource,
  connectionView,
  stateView,
} from '../vici-agent-controls/state-view.js';
import { closeButton, escapeKey, logOutButton } from '../vici-agent-controls/tool-box.js';
import type { View } from '../vici-agent-controls/view.js';

export { barStyles } from './bar.styles.js';
export { Drop } from './drop.js';

export function renderBar(
  view: View,
  offline: boolean,
  message: TemplateResult | typeof nothing,
): TemplateResult {
  const { hidden } = view;
  return html`<section
    class="base bar ${offline ? 'offline' : ''}"
    part="base"
    aria-label=${view.words.label}
  >
    ${hidden.has('state') ? nothing : stateView(view, false)}
    ${hidden.has('agent') ? html`<div class="who"></div>` : whoView(view)}
    <slot name="header"></slot>
    ${connectionView(view)} ${mainControls(view)} ${barTools(view)} ${droppedTool(view)}
    <div class="drop message" popover="manual">${message}</div>
  </section>`;
}

/** In the bar the caller takes the agent's place while there is one. */
function whoView(view: View): TemplateResult {
  const { desk, words } = view;
  const { session } = desk;
  if (!session || !(hasCall(session) || session.state === 'DISPO' || session.state === 'QUEUE')) {
    return agentView(view);
  }
  return html`<div class="who" part="agent">
    <div class="number" part="number">${showPhoneNumber(session.phone_number) || ' '}</div>
    <div class="about" part="call-source">${callSource(desk, words)}</div>
  </div>`;
}

function barTools(view: View): TemplateResult | typeof nothing {
  const { tools, words, hidden, desk } = view;
  if (hidden.has('tools')) return nothing;
  return html`<div class="tools" part="tools" role="group" aria-label=${words.tools}>
    ${tools.names.map((name) =>
      button({
        label: panelEntry(name).label(view),
        title: panelEntry(name).label(view),
        icon: panelEntry(name).icon,
        look: 'quiet',
        part: 'tab',
        className: name === 'disposition' && desk.session?.state === 'DISPO' ? 'wanted' : undefined,
        expanded: tools.current === name,
        onPress: (event) => tools.toggle(name, event),
      }),
    )}
    ${hidden.has('logout') ? nothing : logOutButton(view)}
  </div>`;
}

/** What hangs below the bar. */
function droppedTool(view: View): TemplateResult {
  const { current } = view.tools;
  const label = current ? panelEntry(current).label(view) : '';
  return html`<div
    class="drop"
    part="tool"
    popover="manual"
    role="dialog"
    aria-label=${label}
    @keydown=${escapeKey(view)}
  >
    <h2><span>${label}</span>${closeButton(view)}</h2>
    <div class="tool">${view.tools.content()}</div>
  </div>`;
}
