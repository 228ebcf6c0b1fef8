import { html } from 'lit';
import { button } from '../../controls/button.js';
import { hasCall } from '../../desk/phases.js';
import { Panel } from '../panel.js';

/**
 * @summary Asks before it logs the agent out of the dialler.
 * @csspart logout-confirm - the button that does it
 */
export class ViciLogOutPanel extends Panel {
  private get texts() {
    return this.panelWords.logOut;
  }

  protected override render() {
    const { words, texts, desk } = this;
    const busy = desk.commands.isBusy('logout');
    return html`
      <p class="note">${this.#consequence()}</p>
      ${this.renderProblem('logout')}
      <div class="row">
        ${button({
          label: busy ? texts.loggingOut : words.logOut,
          look: 'danger',
          part: 'logout-confirm',
          reason: this.reason('logout'),
          busy,
          onPress: () => void desk.logOut(),
        })}
        ${button({ label: words.cancel, onPress: () => this.close() })}
      </div>
    `;
  }

  #consequence(): string {
    const { texts, desk } = this;
    if (hasCall(desk.session)) return texts.logOutAfterCall;
    return desk.session?.state === 'DISPO' ? texts.logOutWrapUp : texts.logOutNow;
  }
}
