/** Who the agent is, what he does, since when, and with whom. */
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../controls/icons.js';
import type { AgentDesk } from '../desk/agent-desk.js';
import { toneOf } from '../desk/phases.js';
import { showPhoneNumber } from '../desk/phone-number.js';
import { systemCode, type Words } from '../words/words.js';
import type { View } from './view.js';

export function stateView({ desk, words, hidden }: View, detail: boolean): TemplateResult {
  const { session } = desk;
  return html`<div class="state ${toneOf(session)}" part="state">
    <span class="mark" part="state-mark"></span>
    <span class="state-name" part="state-name">${stateName(desk, words)}</span>
    ${
      session && !hidden.has('timer')
        ? html`<vici-elapsed
            class="timer"
            part="timer"
            .since=${session.since}
            .now=${() => desk.now()}
          ></vici-elapsed>`
        : nothing
    }
    ${detail ? html`<div class="detail" part="detail">${detailView(desk, words)}</div>` : nothing}
  </div>`;
}

/** The state in one or two words, also what is read aloud. */
export function stateName(desk: AgentDesk, words: Words): string {
  if (desk.session) return words.state[desk.session.state];
  return desk.known ? words.notLoggedIn : words.connection[desk.connection];
}

function detailView(desk: AgentDesk, words: Words): TemplateResult | typeof nothing {
  const { session } = desk;
  if (!session) return desk.known ? html`<span>${words.notLoggedInDetail}</span>` : nothing;
  switch (session.state) {
    case 'PAUSED':
      return html`<span part="pause-code-name">${pauseCodeName(desk, words)}</span>`;
    case 'READY':
    case 'CLOSER':
      return html`<span>${words.waiting}</span>`;
    default:
      return html`${callView(desk, words)}${
        session.recording
          ? html`<span class="rec" part="recording">${words.recording}</span>`
          : nothing
      }`;
  }
}

/** The number and where the call comes from. */
export function callView(desk: AgentDesk, words: Words): TemplateResult {
  const { session } = desk;
  const direction = session?.call_direction ?? null;
  return html`${
    direction ? (direction === 'inbound' ? icons.inbound : icons.outbound) : nothing
  }<span class="number" part="number">${showPhoneNumber(session?.phone_number ?? '')}</span
    ><span part="call-source">${callSource(desk, words)}</span>`;
}

export function callSource({ session, options }: AgentDesk, words: Words): string {
  if (!session) return '';
  if (session.state === 'DISPO') return words.chooseOutcome;
  if (session.state === 'PREVIEW') return words.previewReady;
  if (session.ingroup) {
    const groups = [...(options?.ingroups ?? []), ...(options?.transfer_ingroups ?? [])];
    return groups.find((one) => one.group_id === session.ingroup)?.group_name ?? session.ingroup;
  }
  return session.call_direction ? words.direction[session.call_direction] : '';
}

function pauseCodeName({ session, options }: AgentDesk, words: Words): string {
  const code = session?.pause_code ?? '';
  if (!code) return words.noPauseCode;
  const named = options?.pause_codes.find((one) => one.pause_code === code)?.pause_code_name;
  return named || systemCode(code, words) || code;
}

export function agentView(view: View): TemplateResult {
  const { desk, words, hidden } = view;
  const { session } = desk;
  const about = [session?.campaign_id];
  if (session && !hidden.has('calls')) about.push(words.callsToday(session.calls_today));
  return html`<div class="who" part="agent">
    <div class="agent" part="agent-name">${session?.full_name || desk.agentUser || ' '}</div>
    <div class="about" part="agent-about">${about.filter(Boolean).join(' · ') || ' '}</div>
  </div>`;
}

export function connectionView({ desk, words, hidden }: View): TemplateResult | typeof nothing {
  if (hidden.has('connection')) return nothing;
  const text = words.connection[desk.connection];
  return html`<span class="link-text" part="connection" title=${text}
    ><span class="link ${desk.connection}"></span><span>${text}</span></span
  >`;
}
