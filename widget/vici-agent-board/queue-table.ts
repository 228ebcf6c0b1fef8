/** Calls that wait for an agent, and how long the first of them has waited. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Queue } from '../../protocol/agent-session.js';
import { queueKey } from '../../protocol/client.js';
import { running } from './beat.js';
import type { BoardView } from './board-view.js';
import { QUEUE_THRESHOLDS } from './thresholds.js';

export function queueTable({ feed, words, beat }: BoardView): TemplateResult {
  const queues = [...feed.queues.values()].sort(byWait);
  return html`<table class="queues-table" part="queues" aria-label=${words.queues}>
    <thead>
      <tr>
        <th class="name" scope="col">${words.queueColumn.name}</th>
        <th class="waiting" scope="col">${words.queueColumn.waiting}</th>
        <th class="oldest" scope="col">${words.queueColumn.oldest}</th>
      </tr>
    </thead>
    <tbody>
      ${
        queues.length === 0
          ? html`<tr>
              <td class="none" part="empty" colspan="3">
                ${feed.known ? words.noQueues : words.loading}
              </td>
            </tr>`
          : nothing
      }${repeat(queues, queueKey, (queue) => {
        const since = queue.oldest_since ?? undefined;
        const run = { since, thresholds: QUEUE_THRESHOLDS, className: 'queue' };
        return html`<tr data-queue=${queueKey(queue)} ${running(beat, run)}>
          <th class="name" scope="row" part="queue-name">
            ${queue.ingroup ?? queue.campaign_id}
          </th>
          <td class="waiting" part="queue-waiting">${queue.waiting}</td>
          <td class="oldest"><span class="time" part="time"></span></td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

export function callsWaiting(queues: Iterable<Queue>): number {
  let waiting = 0;
  for (const queue of queues) waiting += queue.waiting;
  return waiting;
}

/** Who has waited longest comes first. */
function byWait(a: Queue, b: Queue): number {
  return (
    (a.oldest_since ?? Number.POSITIVE_INFINITY) - (b.oldest_since ?? Number.POSITIVE_INFINITY) ||
    queueKey(a).localeCompare(queueKey(b))
  );
}
