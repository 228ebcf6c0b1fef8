/** The agents, a row each; a row is drawn again only when its session is another one. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AgentSession } from '../../protocol/agent-session.js';
import { toneOf } from '../desk/phases.js';
import { systemCode } from '../words/words.js';
import { type Beat, running } from './beat.js';
import type { BoardView } from './board-view.js';
import { FITS, inParts } from './fit.js';
import { nameOf, type SortKey } from './order.js';
import { thresholdsOf } from './thresholds.js';
import type { BoardWords } from './words/board-words.js';

const COLUMNS = ['name', 'state', 'time', 'campaign', 'calls'] as const satisfies SortKey[];

/** @param fit index of {@link FITS} */
export function agentTables(view: BoardView, fit: number): TemplateResult {
  const { agents, words, feed, isPart } = view;
  if (agents.length === 0) {
    const why = isPart ? words.noAgentsHere : words.noAgents;
    return html`<p class="empty" part="empty">${feed.known ? why : words.loading}</p>`;
  }
  const parts = inParts(agents, FITS[fit]?.columns ?? 1);
  return html`${parts.map((part, index) => {
    const label = parts.length > 1 ? words.agentsPart(index + 1, parts.length) : words.agents;
    return agentTable(view, part, label);
  })}`;
}

function agentTable(
  view: BoardView,
  agents: readonly AgentSession[],
  label: string,
): TemplateResult {
  const { words, beat } = view;
  return html`<div class="agents-part">
    <table class="agents-table" part="agents" aria-label=${label}>
      <thead>
        <tr>
          ${COLUMNS.map((key) => columnHead(view, key))}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          agents,
          ({ agent_user }) => agent_user,
          (session) => guard([session, words, beat], () => agentRow(session, words, beat)),
        )}
      </tbody>
    </table>
  </div>`;
}

function columnHead({ words, order, sortBy }: BoardView, key: SortKey): TemplateResult {
  const isSorted = order.key === key;
  const sorted = order.descending ? 'descending' : 'ascending';
  return html`<th class=${key} scope="col" aria-sort=${isSorted ? sorted : nothing}>
    <button
      type="button"
      aria-label=${key === 'calls' ? words.column.callsToday : nothing}
      @click=${() => sortBy(key)}
    >
      ${words.column[key]}<span class="arrow ${isSorted ? sorted : ''}" aria-hidden="true"></span>
    </button>
  </th>`;
}

function agentRow(session: AgentSession, words: BoardWords, beat: Beat): TemplateResult {
  const { agent_user, full_name, state, since, campaign_id, calls_today } = session;
  const tone = toneOf(session) ?? 'off';
  const run = { since, thresholds: thresholdsOf(state), className: `agent ${tone}` };
  return html`<tr data-agent=${agent_user} ${running(beat, run)}>
    <th class="name" scope="row" part="agent-name">
      <span class="cut">${nameOf(session)}</span
      >${full_name ? html` <span class="user">${agent_user}</span>` : nothing}
    </th>
    <td class="state" part="state">
      <span class="mark" aria-hidden="true"></span
      ><span class="what" part="state-name">${words.shared.state[state] ?? state}</span>
      <span class="detail" part="detail">${detailOf(session, words)}</span>
    </td>
    <td class="time-cell"><span class="time" part="time"></span></td>
    <td class="campaign"><span class="cut">${campaign_id}</span></td>
    <td class="calls">${calls_today}</td>
  </tr>`;
}

/** Why a pause, or where a call comes from; no phone number, which many may read on a wall. */
function detailOf({ state, pause_code, ingroup, call_direction }: AgentSession, words: BoardWords) {
  switch (state) {
    case 'PAUSED':
      if (pause_code === 'LAGGED') return words.lagged;
      return systemCode(pause_code, words.shared) ?? pause_code;
    case 'READY':
    case 'CLOSER':
      return '';
    default:
      return ingroup || (call_direction ? words.direction[call_direction] : '');
  }
}
