/** What every field and list of the panels looks like. */
import { css } from 'lit';

export const fields = css`
  .field {
    display: grid;
    gap: 0.35em;
    min-inline-size: 0;
  }
  .field > span,
  .caption {
    font-size: 0.923em;
    font-weight: 550;
    color: var(--_muted);
  }
  input:not([type='checkbox'], [type='radio']),
  select,
  textarea {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 2.6em;
    padding: 0.45em 0.7em;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_field);
    color: var(--_text);
    accent-color: var(--_accent);
  }
  :is(input, select, textarea):focus-visible {
    outline-offset: -1px;
  }
  input::placeholder,
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  input[aria-invalid='true'] {
    border-color: var(--_danger-text);
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 0.6em;
    min-block-size: 2em;
    cursor: pointer;
  }
  .choice input {
    inline-size: 1.15em;
    block-size: 1.15em;
    flex: none;
    accent-color: var(--_accent);
  }

  .options {
    margin: 0;
    padding: 0.25em;
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_field);
    scrollbar-width: thin;
  }
  .option {
    display: flex;
    align-items: center;
    gap: 0.6em;
    min-block-size: 2.3em;
    padding: 0.25em 0.6em;
    border-radius: calc(var(--_radius) - 2px);
    cursor: pointer;
  }
  .option .name {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .option .code {
    flex: none;
    font-size: 0.846em;
    color: var(--_muted);
  }
  .option .tag {
    flex: none;
    padding: 0.05em 0.5em;
    border-radius: 1em;
    background: var(--_press);
    font-size: 0.846em;
    color: var(--_muted);
  }
  .option:hover,
  .option.active {
    background: var(--_hover);
  }
  .option[aria-selected='true'] {
    background: var(--_accent-tint);
    color: var(--_accent-text);
  }
  .option[aria-selected='true'] :is(.code, .tag) {
    color: inherit;
  }
  .options:focus-within .option.active,
  .options:focus-visible .option.active,
  input:focus-visible ~ .options .option.active {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }

  @media (forced-colors: active) {
    .option.active {
      outline: 1px solid Highlight;
    }
    .option[aria-selected='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
