import { css } from 'lit';

export const keypadStyles = css`
  .display {
    display: flex;
    align-items: center;
    min-block-size: 2.4em;
    padding: 0 0.7em;
    overflow: hidden;
    border-radius: var(--_radius);
    background: var(--_sunken);
    font-size: 1.154em;
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.14em;
    white-space: nowrap;
  }
  .display span {
    overflow: hidden;
    text-overflow: ellipsis;
    direction: rtl;
    unicode-bidi: plaintext;
  }
  .display .waiting {
    flex: none;
    opacity: 0.6;
  }
  .display .empty {
    color: var(--_muted);
    font-size: 0.867em;
    letter-spacing: 0;
  }
  .keys {
    display: grid;
    grid-template-columns: repeat(3, 1fr);
    gap: 0.4em;
    max-inline-size: 26em;
  }
  .keys button {
    min-block-size: 3em;
    font-size: 1.154em;
    font-variant-numeric: tabular-nums;
  }
`;
