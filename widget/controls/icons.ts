/** Our own line icons on a 20 × 20 grid. They take the text's colour and are never read aloud. */
import { html } from 'lit';

const icon = (d: string, kind = '') =>
  html`<svg class="icon ${kind}" viewBox="0 0 20 20" aria-hidden="true">
    <path d=${d}></path>
  </svg>`;

export const icons = {
  pause: icon('M7 4.5v11M13 4.5v11'),
  play: icon('M6.5 4.2v11.6L15.5 10z'),
  hangup: icon(
    'M2.5 12.2c4.2-4.6 10.8-4.6 15 0l-1.7 2.7-3.6-1.2.2-2.4a9 9 0 0 0-4.8 0l.2 2.4-3.6 1.2z',
  ),
  phone: icon(
    'M6.7 3.3 4.2 4.5C3.5 9.6 10.4 16.5 15.5 15.8l1.2-2.5-3.4-2.2-1.8 1.3a9 9 0 0 1-3.9-3.9l1.3-1.8z',
  ),
  keypad: icon(
    'M5 5h.01M10 5h.01M15 5h.01M5 10h.01M10 10h.01M15 10h.01M5 15h.01M10 15h.01M15 15h.01',
    'dots',
  ),
  outcome: icon('M3.5 6 5 7.5 8 4.5M3.5 13 5 14.5 8 11.5M11 6h6M11 13h6'),
  down: icon('m6 8 4 4 4-4'),
  back: icon('m12 5-5 5 5 5'),
  close: icon('m5.5 5.5 9 9m0-9-9 9'),
  search: icon('M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4'),
  exit: icon('M8.5 4h-4v12h4M8 10h8.5M13.5 7l3 3-3 3'),
  inbound: icon('M15 5 6 14M6 7.5V14h6.5'),
  outbound: icon('M5 15 14 6M7.5 6H14v6.5'),
  warning: icon('M10 3.5 2.8 16h14.4zM10 8.5v3.5M10 14h.01'),
  check: icon('m4.5 10.5 3.7 3.7L15.5 6.5'),
  clock: icon('M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4.3l2.8 1.7'),
  hold: icon('M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM8.2 7.5v5M11.8 7.5v5'),
  transfer: icon('M3 7h11M11 4l3 3-3 3M17 13H6M9 10l-3 3 3 3'),
  person: icon('M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 16.5c.6-3 3-4.5 6-4.5s5.4 1.5 6 4.5'),
  more: icon('M4.5 10h.01M10 10h.01M15.5 10h.01', 'dots'),
  forward: icon('m8 5 5 5-5 5'),
} as const;
