import { css } from 'lit';
import { unseen } from '../controls/controls.styles.js';

/** One line; its tools open over the page. */
export const barStyles = css`
  .base.bar {
    display: flex;
    align-items: stretch;
    gap: 0.7em;
    block-size: var(--vici-bar-size, 3.85em);
    padding-inline-end: 0.6em;
  }
  .bar .state {
    flex: none;
    inline-size: 17em;
    padding: 0 1em;
    border-start-start-radius: inherit;
    border-end-start-radius: inherit;
  }
  .bar .timer {
    font-size: 1.154em;
  }
  .bar .who {
    display: flex;
    flex: 1 1 0;
    flex-direction: column;
    justify-content: center;
    line-height: 1.3;
  }
  .bar .who .number {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .bar .controls,
  .bar .tools {
    display: flex;
    flex: none;
    align-items: center;
    gap: 0.4em;
  }
  .bar .controls button:not(.more) {
    min-inline-size: 7.4em;
  }
  .bar .tools {
    gap: 0.1em;
    padding-inline-start: 0.7em;
    border-inline-start: 1px solid var(--_line);
  }
  .bar .tools button[aria-expanded='true'] {
    background: var(--_press);
    color: var(--_text);
  }
  .bar .tools button.wanted {
    background: var(--_wrap-up-tint);
    color: var(--_wrap-up-text);
  }
  .bar .link-text {
    display: inline-flex;
    align-self: center;
  }
  .bar .link-text > :not(.link) {
    ${unseen}
  }
  .drop {
    position: fixed;
    inset: auto;
    display: none;
    flex-direction: column;
    inline-size: min(340px, 100vw - 16px);
    max-block-size: min(30rem, 100vh - 16px);
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--_line-strong);
    border-radius: calc(var(--_radius) + 4px);
    background: var(--_background);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  .drop:popover-open {
    display: flex;
  }
  .drop.message {
    padding: 0.5em;
    inline-size: min(380px, 100vw - 16px);
  }
  .drop > h2 {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin: 0;
    padding: 0.5em 0.6em 0 1em;
    font-size: 1em;
    font-weight: 600;
  }
  .drop .tool {
    padding-block-start: 0.6em;
  }
  .drop .tool > .fills {
    block-size: auto;
  }
  .drop .tool > vici-disposition-panel {
    block-size: 22rem;
  }

  @container vici-agent-controls (width < 1280px) {
    .bar .tools button > span {
      ${unseen}
    }
  }
  @container vici-agent-controls (width < 860px) {
    .bar .state {
      inline-size: 15.5em;
    }
    .bar .controls button:not(.more) {
      min-inline-size: 0;
    }
  }
  @container vici-agent-controls (width < 660px) {
    .bar .who {
      display: none;
    }
    .bar .controls button > span {
      ${unseen}
    }
    .base.bar {
      flex-wrap: wrap;
      gap: 0;
      block-size: auto;
      padding: 0;
    }
    .bar .state {
      flex: 1 1 12em;
      min-block-size: var(--vici-bar-size, 3.85em);
      border-end-start-radius: 0;
    }
    .bar .link-text {
      padding-inline: 0.8em;
    }
    .bar .controls {
      padding: 0.5em;
    }
    .bar .tools {
      flex: 1 1 100%;
      justify-content: space-between;
      padding: 0.15em 0.5em;
      border-block-start: 1px solid var(--_line);
      border-inline-start: 0;
    }
  }
  @container vici-agent-controls (width < 460px) {
    .bar .controls {
      flex: 1 1 100%;
      border-block-start: 1px solid var(--_line);
    }
    .bar .controls > * {
      flex: 1;
    }
    .bar .tools button {
      padding-inline: 0.5em;
    }
  }
`;
