import { css } from 'lit';

export const dispositionStyles = css`
  :host {
    flex: 1;
  }
  .find {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
    position: relative;
  }
  .find > .icon {
    position: absolute;
    inset-block-start: 0.62em;
    inset-inline-start: 0.6em;
    color: var(--_muted);
    pointer-events: none;
  }
  .find > input {
    flex: none;
    padding-inline-start: 2.4em;
    border-end-start-radius: 0;
    border-end-end-radius: 0;
  }
  .options {
    flex: 1;
    min-block-size: 7em;
    border-color: var(--_line-strong);
    border-block-start: 0;
    border-start-start-radius: 0;
    border-start-end-radius: 0;
  }
  .options .note {
    padding: 0.5em 0.6em;
  }
  .save {
    flex: none;
  }
  .when {
    display: grid;
    flex: 0 1 auto;
    gap: 0.6em;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 2px;
    margin: -2px;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.2em;
  }
  textarea {
    min-block-size: 2.6em;
    field-sizing: content;
    max-block-size: 6em;
  }
`;
