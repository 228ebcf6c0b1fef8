import { css } from 'lit';

export const logOutStyles = css`
  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  p {
    margin: 0;
  }
`;
