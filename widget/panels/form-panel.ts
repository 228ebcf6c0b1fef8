/** A panel with fields: what is typed stays until it is sent. */
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { type ButtonLook, button } from '../controls/button.js';
import type { Control } from '../desk/availability.js';
import type { Source } from '../desk/commands.js';
import { Panel } from './panel.js';

export interface Field {
  label: string;
  /** Of the `input`; `area`: of several lines. */
  type?: string;
  max?: number;
  /** Value and text of what can be chosen. */
  options?: readonly (readonly [value: string, text: string])[];
  part?: string;
  className?: string;
  /** Says something about the value, beside the label. */
  note?: TemplateResult | string;
  onChange?: (value: string) => void;
}

export abstract class FormPanel extends Panel {
  static override properties: PropertyDeclarations = { values: { state: true } };

  protected values: Readonly<Record<string, string>> = {};

  /** What is typed, without spaces around it. */
  value(name: string): string {
    return (this.values[name] ?? '').trim();
  }

  put(name: string, value: string): void {
    this.values = { ...this.values, [name]: value };
  }

  field(name: string, look: Field): TemplateResult {
    const value = this.values[name] ?? '';
    const typed = (event: Event) => this.put(name, (event.target as HTMLInputElement).value);
    const changed = () => look.onChange?.(this.value(name));
    const part = look.part ?? 'field';
    return html`<label class="field ${look.className ?? ''}">
      <span>${look.label}${look.note ? html` <i>${look.note}</i>` : nothing}</span>
      ${
        look.options
          ? html`<select
              part=${part}
              name=${name}
              @change=${(event: Event) => {
                typed(event);
                changed();
              }}
            >
              ${look.options.map(
                ([key, text]) =>
                  html`<option value=${key} ?selected=${key === value}>${text}</option>`,
              )}
            </select>`
          : look.type === 'area'
            ? html`<textarea
                part=${part}
                name=${name}
                rows="2"
                maxlength=${look.max ?? 255}
                .value=${value}
                @input=${typed}
                @change=${changed}
              ></textarea>`
            : html`<input
                part=${part}
                name=${name}
                type=${look.type ?? 'text'}
                autocomplete="off"
                maxlength=${look.max ?? 100}
                .value=${value}
                @input=${typed}
                @change=${changed}
              />`
      }
    </label>`;
  }

  isChecked(name: string, initial = false): boolean {
    return name in this.values ? this.values[name] === 'YES' : initial;
  }

  check(name: string, label: string, initial = false): TemplateResult {
    return html`<label class="choice">
      <input
        type="checkbox"
        name=${name}
        .checked=${this.isChecked(name, initial)}
        @change=${(event: Event) => {
          this.put(name, (event.target as HTMLInputElement).checked ? 'YES' : 'NO');
        }}
      />
      ${label}
    </label>`;
  }

  /** Whose number the called one sees; nothing where there is no choice. */
  protected callerIdField() {
    const texts = this.panelWords.callerId;
    const aliases = this.desk.options?.group_aliases ?? [];
    if (aliases.length === 0) return nothing;
    return this.field('callerId', {
      label: texts.label,
      options: [
        ['', texts.campaign],
        ...aliases.map(
          ({ group_alias_id, group_alias_name }) =>
            [group_alias_id, group_alias_name || group_alias_id] as const,
        ),
      ],
    });
  }

  /** A button of the panel's control: not while its last command is on its way. */
  act(control: Control, source: Source, look: ButtonLook): TemplateResult {
    return button({
      ...look,
      reason: this.reason(control) ?? look.reason,
      busy: this.desk.commands.isBusy(source),
    });
  }
}
