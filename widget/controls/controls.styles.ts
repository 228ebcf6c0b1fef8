/** What every button and message of the element looks like. Colours come from the theme. */
import { css } from 'lit';

/** Read aloud, but not shown. */
export const unseen = css`
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
`;

export const controls = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  .sr {
    ${unseen}
  }
  .icon {
    inline-size: 1.35em;
    block-size: 1.35em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.7;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon.dots {
    stroke-width: 2.8;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    letter-spacing: inherit;
    color: inherit;
    margin: 0;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-inline-size: 0;
    min-block-size: 2.6em;
    padding: 0 0.9em;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_text);
    font-weight: 550;
    white-space: nowrap;
    cursor: pointer;
    user-select: none;
    transition:
      background-color 0.12s,
      border-color 0.12s;
  }
  button:hover {
    background: var(--_hover);
  }
  button:active {
    background: var(--_press);
  }
  button > span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  button.primary:hover {
    background: var(--_accent-hover);
  }
  button.danger {
    border-color: transparent;
    background: var(--_danger);
    color: var(--_on-danger);
  }
  button.danger:hover {
    background: var(--_danger-hover);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--_muted);
  }
  button.quiet:hover {
    background: var(--_hover);
    color: var(--_text);
  }
  button.icon-only {
    inline-size: 2.2em;
    min-block-size: 2.2em;
    padding: 0;
  }
  button[aria-disabled='true'],
  button[aria-disabled='true']:hover {
    border-color: var(--_line);
    background: var(--_disabled);
    color: var(--_disabled-text);
    cursor: not-allowed;
  }
  button.quiet[aria-disabled='true'],
  button.quiet[aria-disabled='true']:hover {
    border-color: transparent;
    background: transparent;
  }
  button[aria-busy='true'],
  button[aria-busy='true']:hover {
    cursor: progress;
  }
  .spin {
    display: block;
    inline-size: 1em;
    block-size: 1em;
    flex: none;
    margin: 0.175em;
    border: 2px solid currentColor;
    border-block-start-color: transparent;
    border-radius: 50%;
    animation: spin 0.8s linear infinite;
  }
  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }

  .problem {
    display: flex;
    align-items: flex-start;
    gap: 0.5em;
    margin: 0;
    padding: 0.5em 0.7em;
    border-radius: var(--_radius);
    background: var(--_danger-tint);
    color: var(--_danger-text);
  }
  .problem > span {
    flex: 1;
    padding-block-start: 0.05em;
  }
  .problem button {
    inline-size: 1.6em;
    min-block-size: 1.6em;
    margin: -0.1em -0.2em -0.1em 0;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
  }
  .problem button.text {
    inline-size: auto;
    font-weight: 600;
    text-decoration: underline;
  }
  .notice {
    display: flex;
    align-items: flex-start;
    gap: 0.5em;
    margin: 0;
    padding: 0.5em 0.7em;
    border-radius: var(--_radius);
    background: var(--_sunken);
    color: var(--_muted);
  }
  .note {
    margin: 0;
    color: var(--_muted);
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition: none !important;
      animation-duration: 2.4s !important;
    }
    .mark,
    .link {
      animation: none !important;
    }
  }
  @media (forced-colors: active) {
    .mark,
    .link,
    .rec::before {
      forced-color-adjust: none;
    }
    button[aria-disabled='true'] {
      color: GrayText;
    }
  }
`;
