import { css } from 'lit';

export const pauseStyles = css`
  .options {
    flex: 0 1 auto;
    min-block-size: 6em;
  }
`;
