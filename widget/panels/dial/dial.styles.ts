import { css } from 'lit';

export const dialStyles = css`
  .number {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0.5em;
  }
  .number input {
    font-size: 1.154em;
    font-variant-numeric: tabular-nums;
  }
  .hint {
    font-size: 0.923em;
  }
  .previewed {
    display: grid;
    margin: 0;
  }
  .previewed b {
    font-size: 1.385em;
    font-variant-numeric: tabular-nums;
  }
  fieldset {
    display: grid;
  }
`;
