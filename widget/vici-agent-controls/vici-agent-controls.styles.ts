import { css } from 'lit';
import { unseen } from '../controls/controls.styles.js';
import { tones } from './theme.styles.js';

/** Both layouts. */
export const shell = css`
  :host {
    display: flex;
    flex-direction: column;
    position: relative;
    container: vici-agent-controls / inline-size;
    font-family: var(--vici-font, system-ui, sans-serif);
    font-size: var(--vici-font-size, 13px);
    font-weight: 400;
    line-height: 1.4;
    text-align: start;
    color: var(--_text);
  }
  :host([layout='bar']) {
    min-block-size: var(--vici-bar-size, 3.85em);
  }
  :host([hidden]) {
    display: none !important;
  }
  .base {
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 4px);
    background: var(--_background);
    color: var(--_text);
  }

  .state {
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: center;
    column-gap: 0.6em;
    min-inline-size: 0;
    background: var(--_tone-tint);
    color: var(--_tone-text);
    transition:
      background-color 0.2s,
      opacity 0.2s;
  }
  ${tones}
  .mark {
    inline-size: 0.75em;
    block-size: 0.75em;
    border-radius: 50%;
    background: var(--_tone-mark);
  }
  .ringing .mark,
  .wrap-up .mark {
    animation: beat 1.2s ease-in-out infinite;
  }
  @keyframes beat {
    50% {
      opacity: 0.35;
    }
  }
  .state-name {
    min-inline-size: 0;
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .timer {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }
  .offline .state,
  .offline .who {
    filter: grayscale(0.85);
  }

  .who {
    min-inline-size: 0;
  }
  .who > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .agent {
    font-weight: 600;
  }
  .about {
    color: var(--_muted);
    font-size: 0.923em;
  }
  .link {
    inline-size: 0.55em;
    block-size: 0.55em;
    flex: none;
    border-radius: 50%;
    background: var(--_ready-mark);
  }
  .link.connecting {
    background: var(--_paused-mark);
    animation: beat 1s ease-in-out infinite;
  }
  .link.closed {
    background: var(--_ended-mark);
  }

  .split {
    display: flex;
    min-inline-size: 0;
  }
  .split > :first-child {
    flex: 1;
  }
  .split > :first-child:not(:last-child) {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }
  .split > .more {
    inline-size: 2.3em;
    flex: none;
    margin-inline-start: -1px;
    padding: 0;
    border-start-start-radius: 0;
    border-end-start-radius: 0;
  }
  .split > .more.primary {
    margin-inline-start: 1px;
  }
  .rec {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    color: var(--_danger-text);
  }
  .rec::before {
    content: '';
    inline-size: 0.6em;
    block-size: 0.6em;
    border-radius: 50%;
    background: var(--_ended-mark);
  }
`;

/** A card, from 280 px wide; from 680 px on with the tools beside the controls. */
export const panelLayout = css`
  .base.panel {
    flex: 1 1 auto;
    display: grid;
    min-block-size: 0;
    block-size: var(--vici-block-size, 33rem);
    grid-template: auto auto auto auto minmax(0, 1fr) auto / minmax(0, 1fr);
    grid-template-areas: 'head' 'state' 'controls' 'message' 'tools' 'footer';
    overflow: hidden;
  }
  .panel > header {
    grid-area: head;
    display: flex;
    align-items: center;
    gap: 0.6em;
    padding: 0.7em 0.6em 0.7em 1em;
  }
  .panel .who {
    flex: 1;
  }
  .panel .link-text {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    flex: none;
    font-size: 0.846em;
    color: var(--_muted);
  }
  .panel .state {
    grid-area: state;
    padding: 0.85em 1em 0.8em;
    border-block: 1px solid var(--_line);
  }
  .panel .state-name {
    font-size: 1.231em;
  }
  .panel .timer {
    font-size: 1.538em;
    line-height: 1.2;
  }
  .panel .detail {
    grid-column: 2 / -1;
    display: flex;
    align-items: center;
    gap: 0.5em;
    min-block-size: 1.7em;
    min-inline-size: 0;
    white-space: nowrap;
  }
  .panel .detail > span {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .panel .detail .number {
    flex: none;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    color: var(--_text);
  }
  .panel .controls {
    grid-area: controls;
    display: flex;
    gap: 0.5em;
    padding: 0.85em 1em;
    container-type: inline-size;
  }
  /* Shares that do not follow the labels: no button moves away below the pointer. */
  .panel .controls > * {
    flex: 1 1 0;
    min-inline-size: 0;
  }
  .panel .controls > .split {
    flex-grow: 1.35;
  }
  .panel .controls button {
    min-block-size: 3em;
    padding-inline: 0.4em;
  }
  .panel .message {
    grid-area: message;
    padding: 0 1em 0.85em;
  }
  .panel .message:empty {
    display: none;
  }
  .panel .tools {
    grid-area: tools;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    border-block-start: 1px solid var(--_line);
  }
  .panel footer {
    grid-area: footer;
  }

  .tabs {
    display: flex;
    flex: none;
    padding: 0 0.4em;
    border-block-end: 1px solid var(--_line);
  }
  .tabs button {
    flex: auto;
    flex-direction: column;
    gap: 0.2em;
    padding: 0.6em 0.2em 0.4em;
    font-size: 0.846em;
    border: 0;
    border-block-end: 2px solid transparent;
    border-radius: 0;
    background: none;
    color: var(--_muted);
  }
  .tabs button:hover {
    color: var(--_text);
  }
  .tabs button[aria-selected='true'] {
    border-color: var(--_accent);
    color: var(--_text);
  }
  .tabs button:focus-visible {
    outline-offset: -3px;
    border-radius: var(--_radius);
  }
  @media (forced-colors: active) {
    .tabs button {
      border-color: Canvas;
    }
    .tabs button[aria-selected='true'] {
      border-color: Highlight;
    }
  }
  .tool {
    display: flex;
    flex: auto;
    flex-direction: column;
    min-block-size: 0;
    padding: 1em;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .tool:focus-visible {
    outline-offset: -3px;
  }
  .tool > :only-child {
    min-block-size: 100%;
  }
  .tool > .fills {
    min-block-size: 0;
    block-size: 100%;
  }
  .opened {
    display: flex;
    align-items: center;
    justify-content: space-between;
    flex: none;
    padding: 0.6em 0.6em 0 1em;
    margin-block-end: -0.5em;
  }
  .opened h2 {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
  }

  /* By the room that the main buttons have: labels alone, then holding as an icon alone. */
  @container (width < 440px) {
    .panel .controls button:not(.more) .icon {
      display: none;
    }
  }
  @container (width < 330px) {
    .panel .controls > .hold {
      flex: none;
    }
    .panel .controls .hold > :first-child:not(.more) .icon {
      display: block;
    }
    .panel .hold > :first-child > span {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  @container (width < 265px) {
    .panel .hold > .more {
      display: none;
    }
    .panel .hold > :first-child {
      border-radius: var(--_radius);
    }
    .panel .controls button {
      padding-inline: 0.2em;
    }
  }
  @container vici-agent-controls (width < 310px) {
    .tabs button {
      font-size: 0.77em;
      padding-inline: 0;
    }
    .panel .link-text > span:not(.link) {
      ${unseen}
    }
  }
  @container vici-agent-controls (width >= 680px) {
    .base.panel {
      block-size: var(--vici-block-size, 23rem);
      grid-template: auto auto auto auto minmax(0, 1fr) / minmax(260px, 5fr) minmax(0, 7fr);
      grid-template-areas: 'head tools' 'state tools' 'controls tools' 'message tools' 'footer tools';
    }
    .panel .tools {
      border-block-start: 0;
      border-inline-start: 1px solid var(--_line);
    }
    .panel .state {
      padding-block: 1.1em;
    }
    .panel footer {
      align-self: end;
    }
  }
`;
