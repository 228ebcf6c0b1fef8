import { css } from 'lit';

/** Rows of agents and queues. Columns go as the room does, the time never. */
export const tables = css`
  table {
    inline-size: 100%;
    border-collapse: collapse;
    table-layout: fixed;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    block-size: 2.2em;
    padding: 0.1em 0.6em;
    border-block-end: 1px solid var(--_line);
    font-weight: 400;
    text-align: start;
    vertical-align: middle;
  }
  tr > :first-child {
    padding-inline-start: 0.8em;
  }
  thead th {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--_background);
    color: var(--_muted);
    font-weight: 550;
    white-space: nowrap;
  }
  thead button {
    max-inline-size: 100%;
    margin: 0;
    padding: 0.1em 0;
    overflow: hidden;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  thead button:hover {
    color: var(--_text);
  }
  .arrow::after {
    content: '';
  }
  .arrow.ascending::after {
    content: ' ▲';
    font-size: 0.7em;
  }
  .arrow.descending::after {
    content: ' ▼';
    font-size: 0.7em;
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .agents-part {
    container: vici-agents / inline-size;
    min-inline-size: 0;
  }
  .agents-table thead .time,
  .agents-table .time-cell {
    inline-size: 6.8em;
    text-align: end;
  }
  .agents-table thead .time {
    padding-inline-end: 1.2em;
  }
  .agents-table .campaign {
    inline-size: 8em;
    color: var(--_muted);
  }
  .agents-table .calls {
    inline-size: 5.2em;
    text-align: end;
  }
  tbody .name {
    font-weight: 600;
  }
  .agent .name,
  .agent .campaign,
  .agent .state {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .user {
    margin-inline-start: 0.4em;
    color: var(--_muted);
    font-weight: 400;
  }
  .agent {
    --_lit: transparent;
    background: linear-gradient(90deg, var(--_tone-tint), var(--_lit) 60%);
    box-shadow: inset 0.25em 0 0 var(--_tone-mark);
  }
  .mark {
    display: inline-block;
    inline-size: 0.6em;
    block-size: 0.6em;
    margin-inline-end: 0.5em;
    border-radius: 50%;
    background: var(--_tone-mark);
  }
  .what {
    color: var(--_tone-text);
    font-weight: 600;
  }
  .detail {
    margin-inline-start: 0.3em;
    color: var(--_muted);
  }
  tbody .time {
    display: inline-block;
    padding: 0.1em 0.6em;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    color: var(--_tone-text);
    font-weight: 650;
    line-height: 1.45;
  }
  .level-1 .time {
    border-color: var(--_tone-mark);
    background: var(--_tone-tint);
  }
  .level-2 .time {
    background: var(--_tone-text);
    color: var(--_background);
  }
  .level-3 .time {
    background: var(--_danger);
    color: var(--_on-danger);
  }
  .agent.level-2,
  .agent.level-3 {
    --_lit: var(--_tone-tint);
  }

  .queue {
    --_tone-text: var(--_text);
    --_tone-mark: var(--_line-strong);
  }
  .queue.level-2 {
    --_tone-text: var(--_paused-text);
  }
  .queues-table tr > * {
    padding-inline: 0.4em;
  }
  .queue .name {
    overflow-wrap: anywhere;
    line-height: 1.15;
  }
  .queues-table .waiting {
    inline-size: 5.2em;
    text-align: end;
  }
  .queues-table .oldest {
    inline-size: 5.6em;
    text-align: end;
  }
  .none {
    color: var(--_muted);
  }
  .queue .waiting {
    font-size: 1.15em;
    font-weight: 700;
  }

  @container vici-agents (width < 44em) {
    .agents-table .calls {
      display: none;
    }
  }
  @container vici-agents (width < 37em) {
    .agents-table .campaign {
      display: none;
    }
  }
  @container vici-agents (width < 27em) {
    th,
    td {
      padding-inline: 0.4em;
    }
    .user {
      display: none;
    }
    .agent .name,
    .agent .name .cut,
    .agent .state {
      white-space: normal;
      overflow-wrap: break-word;
      line-height: 1.15;
    }
    .mark {
      display: none;
    }
    .detail {
      display: block;
      margin: 0;
      font-size: 0.86em;
    }
    .detail:empty {
      display: none;
    }
    th,
    td {
      block-size: 2.9em;
    }
    .agents-table thead .time,
    .agents-table .time-cell {
      inline-size: 5.5em;
    }
    .agents-table thead .time {
      padding-inline-end: 0.5em;
    }
    .agents-table .time-cell {
      padding-inline: 0 0.25em;
    }
    tbody .time {
      padding-inline: 0.4em;
    }
  }
  /* Nobody on a wall looks for numbers, and every row has one line. */
  :host([wall]) td,
  :host([wall]) th {
    block-size: 2.2em;
  }
  :host([wall]) .agent .name,
  :host([wall]) .agent .name .cut,
  :host([wall]) .agent .state {
    white-space: nowrap;
  }
  :host([wall]) .detail {
    display: inline;
    margin-inline-start: 0.4em;
  }
  @container vici-agents (width < 36em) {
    :host([wall]) .user {
      display: none;
    }
    :host([wall]) .agents-table thead .name {
      inline-size: 40%;
    }
  }
`;
