/** The forms of the rarely used tools: each takes the panel and gives what it shows. */
import { html, nothing, type TemplateResult } from 'lit';
import type { FunctionParams } from '../../../protocol/functions/index.js';
import { leadField, leadFieldNames } from '../lead/lead-form.js';
import type { ViciMorePanel } from './more.js';

type Form = (panel: ViciMorePanel) => TemplateResult;

type TimerAction = FunctionParams<'set_timer_action'>['value'];
type AudioStage = FunctionParams<'audio_playback'>['stage'];

const recording: Form = (panel) => {
  const { texts, desk } = panel;
  const isOn = desk.session?.recording ?? false;
  const stage = panel.value('suffix');
  const send = (params: FunctionParams<'recording'>) =>
    panel.tell('recording', 'recording', params);
  if (isOn && desk.options?.allowed.stop_recording === false) {
    return html`<p class="note">${texts.alwaysRecorded}</p>`;
  }
  return html`${isOn ? nothing : panel.field('suffix', { label: texts.suffix, max: 14 })}
  ${panel.act('recording', 'recording', {
    label: isOn ? texts.stopRecording : texts.record,
    look: isOn ? 'danger' : 'primary',
    part: 'tool-button',
    onPress: () => send(isOn ? { value: 'STOP' } : { value: 'START', ...(stage && { stage }) }),
  })}`;
};

const ingroups: Form = (panel) => {
  const { texts, desk } = panel;
  const { ingroups: groups = [], blended = false, allowed = {} } = desk.options ?? {};
  const send = () => {
    const chosen = groups.filter(({ group_id, selected }) =>
      panel.isChecked(`in-${group_id}`, selected),
    );
    return panel.tell('ingroups', 'change_ingroups', {
      agent_user: desk.agentUser,
      value: 'CHANGE',
      blended: allowed.choose_blended && panel.isChecked('blended', blended) ? 'YES' : 'NO',
      ingroup_choices: ` ${[...chosen.map(({ group_id }) => group_id), '-'].join(' ')}`,
    });
  };
  return html`<div>
      ${groups.map(({ group_id, group_name, selected }) =>
        panel.check(`in-${group_id}`, group_name || group_id, selected),
      )}
    </div>
    ${groups.length === 0 ? html`<p class="note">${texts.noIngroups}</p>` : nothing}
    ${allowed.choose_blended ? html`<hr />${panel.check('blended', texts.blended, blended)}` : nothing}
    ${panel.act('ingroups', 'ingroups', {
      label: texts.save,
      look: 'primary',
      part: 'tool-button',
      onPress: send,
    })}`;
};

const switchLead: Form = (panel) => {
  const { texts } = panel;
  const lead_id = panel.value('leadId');
  const vendor_lead_code = panel.value('code');
  return html`<div class="grid">
      ${panel.field('leadId', { label: texts.leadId, max: 10 })}
      ${panel.field('code', { label: texts.customerCode, max: 20 })}
    </div>
    ${panel.act('switch-lead', 'switch-lead', {
      label: texts.switchTo,
      look: 'primary',
      part: 'tool-button',
      onPress: () =>
        panel.tell('switch-lead', 'switch_lead', {
          ...(lead_id && { lead_id }),
          ...(vendor_lead_code && { vendor_lead_code }),
        }),
    })}`;
};

const FIRST_FIELDS = 4;

const addLead: Form = (panel) => {
  const { texts, panelWords } = panel;
  const fields = leadFieldNames(panelWords.lead).filter((name) => name !== 'phone_code');
  const show = (name: (typeof fields)[number]) =>
    panel.field(`add-${name}`, leadField(name, panelWords.lead));
  const send = async () => {
    const typed = fields
      .map((name) => [name, panel.value(`add-${name}`)] as const)
      .filter(([, value]) => value !== '');
    const result = await panel.ask('add-lead', 'external_add_lead', {
      ...Object.fromEntries(typed),
      phone_code: panel.value('add-phone_code') || '1',
      dnc_check: 'YES',
      campaign_dnc_check: 'YES',
    });
    if (result?.data) panel.say(texts.added(result.data.lead_id));
  };
  return html`<div class="grid">
      ${fields.slice(0, FIRST_FIELDS).map(show)}
      ${panel.field('add-phone_code', leadField('phone_code', panelWords.lead))}
    </div>
    <details>
      <summary>${texts.moreFields}</summary>
      <div class="grid">${fields.slice(FIRST_FIELDS).map(show)}</div>
    </details>
    ${panel.act('add-lead', 'add-lead', {
      label: texts.add,
      look: 'primary',
      part: 'tool-button',
      onPress: send,
    })}`;
};

const timerAction: Form = (panel) => {
  const { texts } = panel;
  const notes = panel.value('message');
  return html`<div class="grid">
      ${panel.field('action', { label: texts.action, options: Object.entries(texts.actions) })}
      ${panel.field('seconds', { label: texts.seconds, max: 7 })}
      ${panel.field('message', { label: texts.message, className: 'wide', max: 255 })}
    </div>
    ${panel.act('timer-action', 'timer-action', {
      label: texts.set,
      look: 'primary',
      part: 'tool-button',
      onPress: () =>
        panel.tell('timer-action', 'set_timer_action', {
          agent_user: panel.desk.agentUser,
          value: (panel.value('action') || 'MESSAGE_ONLY') as TimerAction,
          rank: panel.value('seconds') || '0',
          ...(notes && { notes }),
        }),
    })}`;
};

const voicemail: Form = (panel) => {
  const { texts } = panel;
  return html`${panel.field('files', { label: texts.audioFiles, type: 'area' })}
    <div class="row">
      ${panel.act('voicemail', 'voicemail', {
        label: texts.set,
        look: 'primary',
        part: 'tool-button',
        onPress: () => panel.tell('voicemail', 'vm_message', { value: panel.value('files') }),
      })}
      ${
        panel.shows('transfer')
          ? panel.act('transfer', 'transfer', {
              label: texts.leaveMessage,
              onPress: () => panel.tell('transfer', 'transfer_conference', { value: 'LEAVE_VM' }),
            })
          : nothing
      }
    </div>`;
};

const audio: Form = (panel) => {
  const { texts } = panel;
  const stages = Object.entries(texts.audioStages) as [AudioStage, string][];
  return html`${panel.field('audio', { label: texts.audioFile, max: 20 })}
    <div class="row">
      ${stages.map(([stage, label]) =>
        panel.act('audio', 'audio', {
          label,
          look: stage === 'PLAY' ? 'primary' : undefined,
          part: 'tool-button',
          onPress: () =>
            panel.tell('audio', 'audio_playback', {
              stage,
              ...(stage === 'PLAY' && { value: panel.value('audio'), dial_override: 'Y' }),
            }),
        }),
      )}
    </div>`;
};

export const forms = {
  recording,
  ingroups,
  'switch-lead': switchLead,
  'add-lead': addLead,
  'timer-action': timerAction,
  voicemail,
  audio,
} as const satisfies Record<string, Form>;

export type FormName = keyof typeof forms;
