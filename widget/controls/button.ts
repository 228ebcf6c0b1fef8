/**
 * Buttons that say why they cannot be used. They are never `disabled`: a control that has the focus
 * keeps it when its turn is over, and its reason can be reached by keyboard.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';

export interface ButtonLook {
  label: string;
  icon?: TemplateResult;
  /** The label is read, not shown. */
  iconOnly?: boolean;
  look?: 'primary' | 'danger' | 'quiet';
  part?: string;
  className?: string;
  /** More than the label says. */
  title?: string;
  /** Why it cannot be used now. */
  reason?: string;
  /** On its way: shows a spinner, takes no second press. */
  busy?: boolean;
  type?: 'button' | 'submit';
  expanded?: boolean;
  onPress?: (event: Event) => void;
  /** Pressed although it cannot be used. */
  onRefused?: (reason: string) => void;
}

export function button(look: ButtonLook): TemplateResult {
  const { label, reason, busy = false, iconOnly = false } = look;
  const press = (event: Event) => {
    if (reason || busy) {
      event.preventDefault();
      if (reason) look.onRefused?.(reason);
    } else look.onPress?.(event);
  };
  const classes = [look.look, iconOnly && 'icon-only', look.className].filter(Boolean).join(' ');
  return html`<button
    type=${look.type ?? 'button'}
    class=${classes}
    part=${ifDefined(look.part)}
    title=${ifDefined(reason ?? look.title ?? (iconOnly ? label : undefined))}
    aria-label=${ifDefined(iconOnly ? label : undefined)}
    aria-description=${ifDefined(reason)}
    aria-disabled=${reason || busy ? 'true' : 'false'}
    aria-busy=${busy ? 'true' : 'false'}
    aria-expanded=${ifDefined(look.expanded === undefined ? undefined : `${look.expanded}`)}
    @click=${press}
  >
    ${busy ? html`<i class="spin"></i>` : (look.icon ?? nothing)}${
      iconOnly ? nothing : html`<span>${label}</span>`
    }
  </button>`;
}
