/** One line for what concerns the whole element, or a control whose panel is not open. */
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../controls/icons.js';
import type { Source } from '../desk/commands.js';
import { errorText } from '../words/errors.js';
import type { View } from './view.js';

/** Where the errors of these sources are shown when their panel is open. The panels add theirs. */
export const shownBy: Partial<Record<Source, string | undefined>> = {
  pause: undefined,
  resume: undefined,
  hangup: undefined,
  'pause-code': 'pause',
  dial: 'dial',
  keypad: 'keypad',
  disposition: 'disposition',
  logout: 'logout',
};

export function messageView(
  view: View,
  configuration: string | undefined,
): TemplateResult | typeof nothing {
  const { desk, words, panelWords, tools } = view;
  const { commands } = desk;
  if (configuration) return problem(configuration);
  if (desk.ended) {
    return problem(
      errorText(desk.ended, panelWords?.errors, words.failed),
      html`<button type="button" class="text" @click=${() => desk.retry()}>${words.retry}</button>`,
    );
  }
  const shown = (source: Source) =>
    shownBy[source] !== undefined && shownBy[source] === tools.current;
  const sources = Object.keys(shownBy).filter((source) => !shown(source));
  const failed = sources.find((source) => commands.errorOf(source));
  const error = failed && commands.errorOf(failed);
  if (failed && error) {
    return problem(
      errorText(error, panelWords?.errors, words.failed),
      html`<button
        type="button"
        aria-label=${words.dismiss}
        title=${words.dismiss}
        @click=${() => commands.dismiss(failed)}
      >
        ${icons.close}
      </button>`,
    );
  }
  if (desk.known && desk.connection === 'connecting') return note(words.reconnecting);
  if (desk.stale) return note(words.stale);
  return sources.some((source) => commands.isSlow(source)) ? note(words.slow) : nothing;
}

function problem(text: string, action?: TemplateResult): TemplateResult {
  return html`<p class="problem" part="error" role="alert">
    ${icons.warning}<span>${text}</span>${action ?? nothing}
  </p>`;
}

function note(text: string): TemplateResult {
  return html`<p class="notice" part="notice" role="status">${icons.clock}<span>${text}</span></p>`;
}
