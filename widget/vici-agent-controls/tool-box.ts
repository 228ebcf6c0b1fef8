/** The tools as tabs with a panel below. */
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../controls/button.js';
import { icons } from '../controls/icons.js';
import { type PanelName, panelEntry } from '../panels/index.js';
import type { View } from './view.js';

export function tabbedTools(view: View): TemplateResult | typeof nothing {
  const { tools, words, hidden } = view;
  const { names, current } = tools;
  const title = current ? panelEntry(current).label(view) : '';
  if (hidden.has('tools') || (names.length === 0 && !tools.isOver)) return nothing;
  return html`<section class="tools" part="tools" aria-label=${words.tools}>
    <div class="tabs" part="tabs" role="tablist" aria-label=${words.tools} @keydown=${tabKeys(view)}>
      ${names.map((name) => tab(view, name))}
    </div>
    ${
      tools.isOver
        ? html`<header class="opened"><h2>${title}</h2>${closeButton(view)}</header>`
        : nothing
    }
    <div
      class="tool"
      part="tool"
      id="tool"
      role="tabpanel"
      aria-labelledby=${current && names.includes(current) ? `tab-${current}` : nothing}
      aria-label=${tools.isOver ? title : nothing}
      @keydown=${escapeKey(view)}
    >
      ${tools.content()}
    </div>
  </section>`;
}

function tab(view: View, name: PanelName): TemplateResult {
  const { tools } = view;
  const entry = panelEntry(name);
  const selected = tools.current === name;
  return html`<button
    type="button"
    id="tab-${name}"
    part="tab"
    role="tab"
    aria-selected=${selected}
    aria-controls="tool"
    tabindex=${tools.tab === name ? 0 : -1}
    @click=${() => tools.select(name)}
  >
    ${entry.icon}<span>${entry.label(view)}</span>
  </button>`;
}

/** Arrows go from tab to tab. */
function tabKeys({ tools }: View) {
  return (event: KeyboardEvent) => {
    const { names } = tools;
    const at = names.indexOf(tools.tab ?? 'dial');
    const to = {
      ArrowRight: (at + 1) % names.length,
      ArrowLeft: (at + names.length - 1) % names.length,
      Home: 0,
      End: names.length - 1,
    }[event.key];
    const name = to === undefined ? undefined : names[to];
    if (!name) return;
    event.preventDefault();
    tools.select(name);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`#tab-${name}`)?.focus();
  };
}

export function logOutButton(view: View): TemplateResult {
  const { tools, words } = view;
  return button({
    label: words.logOut,
    icon: icons.exit,
    iconOnly: true,
    look: 'quiet',
    part: 'logout',
    reason: view.reason('logout'),
    busy: view.desk.commands.isBusy('logout'),
    expanded: tools.current === 'logout',
    onPress: (event) => tools.toggle('logout', event),
    onRefused: (why) => view.tell(why),
  });
}

export function closeButton({ tools, words }: View): TemplateResult {
  return button({
    label: words.close,
    icon: icons.close,
    iconOnly: true,
    look: 'quiet',
    part: 'close',
    onPress: () => tools.close(),
  });
}

export function escapeKey({ tools }: View) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !tools.isOver || event.defaultPrevented) return;
    event.stopPropagation();
    tools.close();
  };
}
