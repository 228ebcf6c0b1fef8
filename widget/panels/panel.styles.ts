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
  form {
    display: contents;
  }
`;
