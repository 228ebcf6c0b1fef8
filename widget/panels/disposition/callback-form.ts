/** When, by whom and with what note a customer is called back. */
import { html, nothing, type TemplateResult } from 'lit';
import type { CallbackChoice } from '../../desk/agent-desk.js';
import type { PanelWords } from '../../words/panel-words.js';

/** What the dialler keeps of a note. */
const MAX_COMMENTS = 199;

export interface CallbackDraft {
  date: string;
  time: string;
  type: CallbackChoice['type'];
  comments: string;
}

/** @param now epoch ms @returns tomorrow at nine */
export function newDraft(now: number): CallbackDraft {
  const date = dayOf(new Date(now + 24 * 3_600_000));
  return { date, time: '09:00', type: 'ANYONE', comments: '' };
}

/** @returns what is wrong with it, or what the hub is to be told */
export function judgeDraft(
  draft: CallbackDraft,
  now: number,
): { problem: 'missing' | 'past' } | { callback: CallbackChoice } {
  const { date, time, type, comments } = draft;
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d/.test(time)) {
    return { problem: 'missing' };
  }
  // The dialler may live in another time zone: only a day that is over everywhere is refused.
  if (Date.parse(`${date}T${time}Z`) < now - 26 * 3_600_000) return { problem: 'past' };
  return { callback: { datetime: `${date} ${time.slice(0, 5)}:00`, type, comments } };
}

export function callbackFields(
  draft: CallbackDraft,
  panelWords: PanelWords,
  now: number,
  mayBeOwn: boolean,
  change: (part: Partial<CallbackDraft>) => void,
): TemplateResult {
  const texts = panelWords.disposition;
  const value = (event: Event) => (event.target as HTMLInputElement).value;
  return html`
    <div class="grid">
      <label class="field">
        <span>${texts.date}</span>
        <input
          type="date"
          data-first
          required
          min=${dayOf(new Date(now - 24 * 3_600_000))}
          .value=${draft.date}
          @input=${(event: Event) => change({ date: value(event) })}
        />
      </label>
      <label class="field">
        <span>${texts.time}</span>
        <input
          type="time"
          required
          .value=${draft.time}
          @input=${(event: Event) => change({ time: value(event) })}
        />
      </label>
    </div>
    ${
      mayBeOwn
        ? html`<fieldset>
            <legend class="caption">${texts.whoCalls}</legend>
            ${(['ANYONE', 'USERONLY'] as const).map(
              (type) => html`<label class="choice">
                <input
                  type="radio"
                  name="type"
                  .checked=${draft.type === type}
                  @change=${() => change({ type })}
                />
                ${type === 'USERONLY' ? texts.onlyMe : texts.anyone}
              </label>`,
            )}
          </fieldset>`
        : nothing
    }
    <label class="field">
      <span>${panelWords.lead.fields.comments}</span>
      <textarea
        rows="1"
        maxlength=${MAX_COMMENTS}
        .value=${draft.comments}
        @input=${(event: Event) => change({ comments: value(event) })}
      ></textarea>
    </label>
  `;
}

function dayOf(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
