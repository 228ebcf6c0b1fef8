import { html, nothing } from 'lit';
import type { FunctionParams } from '../../../protocol/functions/index.js';
import { parsePhoneNumber } from '../../desk/phone-number.js';
import { toTones } from '../../desk/tones.js';
import { formStyles } from '../form.styles.js';
import { FormPanel } from '../form-panel.js';
import { Panel } from '../panel.js';

type Target = 'number' | 'agent' | 'ingroup';
type Order = FunctionParams<'transfer_conference'>;

/** The in-group whose calls are for one agent. */
const AGENT_DIRECT = 'AGENTDIRECT';

/**
 * @summary Hands the call over, brings a third party into it, and ends what is going on.
 * @csspart transfer-target - number, agent or in-group
 * @csspart transfer-preset - each number of the campaign
 * @csspart field - each field
 * @csspart transfer-button - hands over
 * @csspart third-party - each button for the third party
 */
export class ViciTransferPanel extends FormPanel {
  static override styles = [...(Panel.styles as []), formStyles];
  static override properties = {
    target: { state: true },
    problem: { state: true },
  };

  private target: Target = 'number';
  private problem = '';

  protected override render() {
    const { desk, problem } = this;
    const texts = this.panelWords.transfer;
    const reason = this.reason('transfer');
    const groups = desk.options?.transfer_ingroups ?? [];
    const targets: Target[] = groups.length > 0 ? ['number', 'agent', 'ingroup'] : ['number'];
    return html`
      ${
        targets.length > 1
          ? html`<div class="row" role="group" aria-label=${texts.to}>
              ${targets.map(
                (one) => html`<button
                  type="button"
                  part="transfer-target"
                  aria-pressed=${one === this.target}
                  @click=${() => {
                    this.target = one;
                    this.problem = '';
                  }}
                >
                  <span>${texts.targets[one]}</span>
                </button>`,
              )}
            </div>`
          : nothing
      }
      ${this.#renderTarget()}
      ${
        problem
          ? html`<p class="note" role="alert">${problem}</p>`
          : reason
            ? html`<p class="note">${reason}</p>`
            : nothing
      }
      ${this.renderProblem('transfer')}
      <div class="row">
        ${this.act('transfer', 'transfer', {
          label: texts.handOver,
          look: 'primary',
          part: 'transfer-button',
          onPress: () => this.#send(this.target === 'number' ? 'BLIND_TRANSFER' : 'LOCAL_CLOSER'),
        })}
        ${this.act('transfer', 'transfer', {
          label: texts.addToCall,
          onPress: () => this.#send('DIAL_WITH_CUSTOMER'),
        })}
        ${this.act('transfer', 'transfer', {
          label: texts.holdAndCall,
          onPress: () => this.#send('PARK_CUSTOMER_DIAL'),
        })}
      </div>
      ${this.shows('third-party') ? this.#renderThirdParty() : nothing}
    `;
  }

  #renderTarget() {
    const texts = this.panelWords.transfer;
    const { transfer_ingroups = [], transfer_presets = [] } = this.desk.options ?? {};
    if (this.target === 'agent') return this.field('agent', { label: texts.agentUser, max: 20 });
    if (this.target === 'ingroup') {
      return this.field('ingroup', {
        label: texts.targets.ingroup,
        options: [
          ['', '–'],
          ...transfer_ingroups
            .filter(({ group_id }) => group_id !== AGENT_DIRECT)
            .map(({ group_id, group_name }) => [group_id, group_name || group_id] as const),
        ],
      });
    }
    return html`<div class="grid">
        ${this.field('number', { label: texts.targets.number, type: 'tel', max: 40 })}
        ${this.callerIdField()}
      </div>
      ${
        transfer_presets.length > 0
          ? html`<div class="row">
              ${transfer_presets.map(
                ({ preset_name, preset_number, preset_dtmf }) => html`<button
                  type="button"
                  class="chip"
                  part="transfer-preset"
                  title=${preset_number}
                  @click=${() => {
                    this.put('number', preset_number);
                    this.put(preset_number, preset_dtmf);
                  }}
                >
                  <span>${preset_name}</span>
                </button>`,
              )}
            </div>`
          : nothing
      }`;
  }

  #renderThirdParty() {
    const texts = this.panelWords.transfer;
    const { desk } = this;
    const hold = this.panelWords.hold;
    // Nobody can see when the third party answers: the agent says when to send them.
    const tones = this.value(this.value('number'));
    const order = (value: string, label: string) =>
      this.act('third-party', 'transfer', {
        label,
        part: 'third-party',
        onPress: () => void desk.tell('transfer', 'transfer_conference', { value }),
      });
    const park = (value: 'PARK_XFER' | 'GRAB_XFER', label: string) =>
      this.act('hold', 'hold', {
        label,
        part: 'third-party',
        onPress: () => void desk.tell('hold', 'park_call', { value }),
      });
    return html`<hr />
      <span class="caption" id="third">${texts.thirdParty}</span>
      <div class="row" role="group" aria-labelledby="third">
        ${order('HANGUP_XFER', this.words.hangUp)} ${park('PARK_XFER', hold.hold)}
        ${park('GRAB_XFER', hold.takeBack)}
        ${
          tones
            ? this.act('keypad', 'keypad', {
                label: texts.sendTones(tones),
                part: 'third-party',
                onPress: () => void desk.tell('keypad', 'send_dtmf', { value: toTones(tones) }),
              })
            : nothing
        }
      </div>
      <div class="row">
        ${order('LEAVE_3WAY_CALL', texts.leave)} ${order('HANGUP_BOTH', texts.endBoth)}
      </div>`;
  }

  #send(value: string): void {
    const texts = this.panelWords.transfer;
    const target = this.value(this.target);
    const number = this.target === 'number' ? parsePhoneNumber(target) : undefined;
    this.problem =
      target === ''
        ? texts.missing
        : this.target === 'number' && !number
          ? this.panelWords.dial.numberNotValid
          : '';
    if (this.problem) {
      this.renderRoot.querySelector<HTMLElement>('input, select')?.focus();
      return;
    }
    const group_alias = this.value('callerId');
    const order: Order =
      this.target === 'number'
        ? { value, phone_number: number?.value, ...(group_alias && { group_alias }) }
        : {
            value,
            consultative: value === 'LOCAL_CLOSER' ? 'NO' : 'YES',
            ...(this.target === 'agent'
              ? { ingroup_choices: AGENT_DIRECT, phone_number: target }
              : { ingroup_choices: target }),
          };
    void this.desk.tell('transfer', 'transfer_conference', order);
  }
}
