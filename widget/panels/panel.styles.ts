import { css } from 'lit';

export const panelStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 0.75em;
    min-block-size: 0;
    color: var(--_text);
  }
  h2 {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em;
  }
  .row > button {
    flex: 1 1 auto;
    padding-inline: 0.6em;
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8.5em, 1fr));
    gap: 0.55em;
  }
  header {
    display: flex;
    align-items: center;
    gap: 0.4em;
  }
  textarea {
    resize: none;
  }
  fieldset,
  legend {
    margin: 0;
    padding: 0;
    border: 0;
  }
  form {
    display: contents;
  }
`;
