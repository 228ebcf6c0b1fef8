/** Puts the customer on hold and takes him back, beside the button that hangs up. */
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../controls/button.js';
import { icons } from '../../controls/icons.js';
import type { View } from '../../vici-agent-controls/view.js';

export function holdControl(view: View): TemplateResult | typeof nothing {
  const { desk, tools, hidden } = view;
  const texts = view.panelWords?.hold;
  if (!texts) return nothing;
  const isHeld = desk.session?.state === 'PARK';
  const busy = desk.commands.isBusy('hold');
  const reason = view.reason('hold');
  const onRefused = (why: string) => view.tell(why);
  const look = isHeld ? 'primary' : undefined;
  const label = isHeld
    ? busy
      ? texts.takingBack
      : texts.takeBack
    : busy
      ? texts.holding
      : texts.hold;
  return html`<div class="split hold">
    ${button({
      label,
      title: label,
      icon: icons.hold,
      look,
      part: 'hold',
      reason,
      busy,
      onPress: () =>
        void desk.tell('hold', 'park_call', { value: isHeld ? 'GRAB_CUSTOMER' : 'PARK_CUSTOMER' }),
      onRefused,
    })}
    ${
      desk.options?.allowed.ivr_park && !hidden.has('ivr-hold')
        ? button({
            label: texts.holdHow,
            icon: icons.down,
            iconOnly: true,
            className: 'more',
            look,
            part: 'hold-how',
            reason,
            expanded: tools.current === 'hold',
            onPress: (event) => tools.toggle('hold', event),
            onRefused,
          })
        : nothing
    }
  </div>`;
}
