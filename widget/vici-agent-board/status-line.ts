/** Above the numbers: whose board, the time, the connection, and what is wrong. */
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../controls/icons.js';
import { errorsNow, errorText } from '../words/errors.js';
import type { BoardView } from './board-view.js';

/** @param clock the time of day */
export function heading({ words, feed, agents }: BoardView, clock: string): TemplateResult {
  const connection = words.shared.connection[feed.connection];
  return html`<header part="header">
    <div class="title" part="title"><slot name="heading">${words.label}</slot></div>
    <span class="about" part="agent-count">${feed.known ? words.loggedIn(agents.length) : nothing}</span>
    <span class="clock" part="clock">${clock}</span>
    <span class="link-text" part="connection"
      ><span class="link ${feed.connection}" aria-hidden="true"></span>${connection}</span
    >
    <slot name="header"></slot>
  </header>`;
}

/** @param configuration what the page has to change before anything can be shown */
export function messageLine(
  view: BoardView,
  configuration: string | undefined,
): TemplateResult | typeof nothing {
  const { feed, words } = view;
  if (configuration) return problem(configuration);
  if (feed.ended) {
    return problem(
      errorText(feed.ended, errorsNow(words.language), words.shared.failed),
      html`<button type="button" part="retry" @click=${() => feed.retry()}>
        ${words.shared.retry}
      </button>`,
    );
  }
  if (feed.oldSince !== undefined) {
    const time = new Date(feed.oldSince).toLocaleTimeString(words.language, { hourCycle: 'h23' });
    return problem(feed.connection === 'open' ? words.staleSince(time) : words.lost(time));
  }
  return nothing;
}

function problem(text: string, action?: TemplateResult): TemplateResult {
  return html`<p class="problem" part="error">
    ${icons.warning}<span>${text}</span>${action ?? nothing}
  </p>`;
}
