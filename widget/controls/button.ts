/**
 * Buttons that say why they cannot be used. They are never `disabled`: a control that has the focus
 * keeps it when its turn is over, and its reason can be reached by keyboard.
 */
import { html, nothing, type TemplateResult } from 'lit';

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
  // An icon alone has no text that says what it does.
  const iconLabel = iconOnly ? label : nothing;
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
    part=${look.part ?? nothing}
    title=${reason ?? look.title ?? iconLabel}
    aria-label=${iconLabel}
    aria-description=${reason ?? nothing}
    aria-disabled=${Boolean(reason || busy)}
    aria-busy=${busy}
    aria-expanded=${look.expanded ?? nothing}
    @click=${press}
  >
    ${busy ? html`<i class="spin"></i>` : (look.icon ?? nothing)}${
      iconOnly ? nothing : html`<span>${label}</span>`
    }
  </button>`;
}
