import { html } from 'lit';
import type { FunctionParams } from '../../../protocol/functions/index.js';
import { button } from '../../controls/button.js';
import { Panel } from '../panel.js';

/**
 * @summary Puts the customer on hold with music or in the phone menu, and takes him back.
 * @csspart hold-choice - each button
 */
export class ViciHoldPanel extends Panel {
  protected override render() {
    const texts = this.panelWords.hold;
    const isHeld = this.desk.session?.state === 'PARK';
    return html`${
      isHeld
        ? html`${this.#choice('GRAB_CUSTOMER', texts.takeBack)}
          ${this.#choice('GRAB_IVR_CUSTOMER', texts.takeBackMenu)}`
        : html`${this.#choice('PARK_CUSTOMER', texts.music)}
          ${this.#choice('PARK_IVR_CUSTOMER', texts.menu)}`
    }
    ${this.renderProblem('hold')}`;
  }

  #choice(value: FunctionParams<'park_call'>['value'], label: string) {
    const { desk } = this;
    return button({
      label,
      part: 'hold-choice',
      reason: this.reason('hold'),
      busy: desk.commands.isBusy('hold'),
      onPress: async () => {
        if (await desk.tell('hold', 'park_call', { value })) this.close();
      },
    });
  }
}
