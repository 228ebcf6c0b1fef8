/** The big numbers. */
import { html, type TemplateResult } from 'lit';
import type { BoardView } from './board-view.js';
import { COUNTED, countAgents, TONE_OF_COUNT } from './counts.js';
import { callsWaiting } from './queue-table.js';

export function countTiles({ agents, feed, words }: BoardView): TemplateResult {
  const counts = countAgents(agents);
  return html`<ul class="counts" part="counts" role="list" aria-label=${words.counts}>
    ${COUNTED.map((name) => tile(name, TONE_OF_COUNT[name], words.count[name], counts[name]))}
    ${tile('queue', 'queue', words.callsWaiting, callsWaiting(feed.queues.values()))}
  </ul>`;
}

function tile(name: string, tone: string, label: string, value: number): TemplateResult {
  return html`<li
    class="count ${tone} ${value === 0 ? 'none' : ''}"
    part="count count-${name}"
    data-count=${name}
  >
    <span class="value" part="count-value">${value}</span>
    <span class="label" part="count-label">${label}</span>
  </li>`;
}
