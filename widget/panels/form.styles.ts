import { css } from 'lit';

export const formStyles = css`
  :host {
    gap: 0.65em;
  }
  .grid > .wide {
    grid-column: 1 / -1;
  }
  hr {
    flex: none;
    inline-size: 100%;
    margin: 0.1em 0;
    border: 0;
    border-block-start: 1px solid var(--_line);
  }
  .field > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  label i {
    margin-inline-start: 0.4em;
    font-style: normal;
    font-weight: 400;
  }
  .changed {
    color: var(--_wrap-up-text);
  }
  .saved {
    color: var(--_ready-text);
  }
  .chip {
    min-block-size: 2em;
    border-radius: 1em;
    font-weight: 450;
  }
  button[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_accent-tint);
    color: var(--_accent-text);
  }
`;
