import { css } from 'lit';

export const moreStyles = css`
  .list {
    display: grid;
    margin-inline: -0.5em;
  }
  .list button {
    flex-direction: row-reverse;
    justify-content: space-between;
    padding-inline: 0.5em;
    color: var(--_text);
    font-weight: 450;
  }
  summary {
    margin-block-end: 0.5em;
    color: var(--_muted);
    cursor: pointer;
  }
`;
