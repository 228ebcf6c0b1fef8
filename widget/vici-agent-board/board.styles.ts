import { css, unsafeCSS } from 'lit';
import { tones } from '../vici-agent-controls/theme.styles.js';
import { FITS } from './fit.js';

const fits = unsafeCSS(
  FITS.map(
    ({ columns, scale }, index) =>
      `.fit-${index}{font-size:${scale}em;grid-template-columns:repeat(${columns},minmax(0,1fr))}`,
  ).join(''),
);

/** Frame, header and numbers. */
export const board = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
    container: vici-agent-board / inline-size;
    font-family: var(--vici-font, system-ui, sans-serif);
    font-size: var(--vici-font-size, 14px);
    font-weight: 400;
    line-height: 1.4;
    text-align: start;
    color: var(--_text);
    -webkit-font-smoothing: antialiased;
  }
  :host([hidden]) {
    display: none !important;
  }
  /* Dark rooms and big screens: dark, unless the page says otherwise. */
  :host([wall]) {
    font-size: var(--vici-font-size, clamp(20px, 1.15vw, 48px));
  }
  :host([wall]:not([theme='light'])) {
    color-scheme: dark;
  }
  .base {
    display: flex;
    flex-direction: column;
    gap: 0.8em;
    block-size: 100%;
    min-block-size: 0;
    padding: 1em;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 4px);
    background: var(--_background);
    color: var(--_text);
  }
  :host([wall]) .base {
    padding: 1.1em 1.3em;
  }
  ${tones}

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.2em 1.1em;
  }
  .title {
    flex: 1 1 auto;
    font-size: 1.3em;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  .about,
  .link-text {
    color: var(--_muted);
    white-space: nowrap;
  }
  .clock {
    font-size: 1.15em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .link {
    display: inline-block;
    inline-size: 0.6em;
    block-size: 0.6em;
    margin-inline-end: 0.45em;
    border-radius: 50%;
    background: var(--_ended-mark);
  }
  .link.open {
    background: var(--_ready-mark);
  }
  .link.connecting {
    background: var(--_paused-mark);
  }

  .message:empty {
    margin-block-start: -0.8em;
  }
  .problem {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3em 0.7em;
    margin: 0;
    padding: 0.5em 0.8em;
    border-radius: var(--_radius);
    background: var(--_danger-tint);
    color: var(--_danger-text);
    font-weight: 600;
  }
  .problem span {
    flex: 1;
  }
  .problem button {
    padding: 0.25em 0.8em;
    border: 1px solid currentcolor;
    border-radius: var(--_radius);
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .icon {
    inline-size: 1.35em;
    block-size: 1.35em;
    flex: none;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.7;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
    border-radius: 3px;
  }

  .counts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(6.2em, 1fr));
    gap: 0.6em;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .count {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    padding: 0.5em 0.8em 0.55em;
    border-block-start: 0.22em solid var(--_tone-mark);
    border-radius: var(--_radius);
    background: var(--_tone-tint);
    color: var(--_tone-text);
  }
  .count.queue {
    --_tone-text: var(--_text);
    --_tone-tint: var(--_hover);
    --_tone-mark: var(--_text);
  }
  .count.none {
    --_tone-text: var(--_muted);
    --_tone-tint: var(--_sunken);
    --_tone-mark: var(--_line-strong);
  }
  .value {
    font-size: 2.3em;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    line-height: 1.1;
    letter-spacing: -0.02em;
  }
  .label {
    overflow: hidden;
    font-weight: 550;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  :host([wall]) .value {
    font-size: 3.2em;
  }
  .old .counts,
  .old .body {
    filter: grayscale(0.95);
  }

  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.8em 1.4em;
    flex: 1;
    min-block-size: 0;
  }
  .empty {
    margin: 0;
    padding: 0.5em 0;
    color: var(--_muted);
  }
  .forgotten {
    margin: 0.5em 0 0;
    color: var(--_muted);
    font-size: 0.9em;
  }
  .queues {
    min-block-size: 6.6em;
  }
  .agents {
    min-inline-size: 0;
    min-block-size: 0;
    overflow: auto;
  }
  .tables {
    display: grid;
    align-items: start;
    gap: 0 1.4em;
  }
  ${fits}
  @container vici-agent-board (width < 34em) {
    .counts {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 0.45em;
    }
    .count {
      flex-direction: row;
      align-items: baseline;
      gap: 0.55em;
      padding: 0.25em 0.7em;
      border-block-start: 0;
      border-inline-start: 0.25em solid var(--_tone-mark);
    }
    .count.queue {
      grid-column: 1 / -1;
    }
    .value {
      font-size: 1.5em;
    }
  }
  @container vici-agent-board (width >= 62em) {
    .body {
      grid-template-columns: minmax(0, 1fr) minmax(15em, 19em);
    }
    .queues {
      order: 2;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .link.connecting {
      animation: beat 1.2s ease-in-out infinite;
    }
    .agent.ended.level-3 .time {
      animation: alarm 1.6s ease-out infinite;
    }
  }
  @keyframes beat {
    50% {
      opacity: 0.35;
    }
  }
  @keyframes alarm {
    from {
      box-shadow: 0 0 0 0 var(--_danger);
    }
    to {
      box-shadow: 0 0 0 0.5em transparent;
    }
  }
`;
