/**
 * The colours of both themes. `--_name` is what the element uses; a page sets `--vici-name` on the
 * element or around it.
 */
import { css, unsafeCSS } from 'lit';

/** name: [light, dark]. Text on its background has a contrast of 4.5 : 1 or more. */
const COLORS: Record<string, readonly [light: string, dark: string]> = {
  background: ['#ffffff', '#15191f'],
  text: ['#17202b', '#e9edf2'],
  muted: ['#566272', '#9ba7b4'],
  line: ['#e3e7ec', '#2a323c'],
  'line-strong': ['#ccd3db', '#3b4551'],
  raised: ['#ffffff', '#1f262e'],
  field: ['#ffffff', '#10141a'],
  sunken: ['#f3f5f8', '#10141a'],
  hover: ['#f0f3f7', '#28303a'],
  press: ['#e6ebf1', '#323c48'],
  disabled: ['#f5f6f8', '#1b2027'],
  'disabled-text': ['#6a7482', '#8390a0'],
  focus: ['#1f5fe0', '#8ab4ff'],
  accent: ['#1f57cf', '#84aefc'],
  'accent-hover': ['#1a49b0', '#a0c1ff'],
  'on-accent': ['#ffffff', '#0b1730'],
  'accent-tint': ['#e7effd', '#1d2c4a'],
  'accent-text': ['#1a49b0', '#a9c7ff'],
  danger: ['#c0282d', '#f0807c'],
  'danger-hover': ['#a11f24', '#f69b97'],
  'on-danger': ['#ffffff', '#2b0808'],
  'danger-tint': ['#fdeceb', '#3d1d1f'],
  'danger-text': ['#a11f24', '#ffaca8'],
  'ready-text': ['#0b6238', '#7fdba6'],
  'ready-tint': ['#e4f5eb', '#12301f'],
  'ready-mark': ['#1b9a5b', '#3ecb82'],
  'ringing-text': ['#005c72', '#7fd6ea'],
  'ringing-tint': ['#e0f4f8', '#0f2f38'],
  'ringing-mark': ['#0891b2', '#35b9d8'],
  'call-text': ['#1a49b0', '#a9c7ff'],
  'call-tint': ['#e7effd', '#1a2948'],
  'call-mark': ['#2f6bea', '#6a9cff'],
  'hold-text': ['#5b36a4', '#c9b4fb'],
  'hold-tint': ['#f0eafd', '#2a2144'],
  'hold-mark': ['#8257d8', '#a988f3'],
  'ended-text': ['#a11f24', '#ffaca8'],
  'ended-tint': ['#fdeceb', '#3d1d1f'],
  'ended-mark': ['#d8393e', '#f0807c'],
  'wrap-up-text': ['#8a2a6d', '#f2addb'],
  'wrap-up-tint': ['#fbeaf5', '#3a1b31'],
  'wrap-up-mark': ['#c2459c', '#e578c2'],
  'paused-text': ['#7c4a00', '#f4c878'],
  'paused-tint': ['#fdf1dc', '#372811'],
  'paused-mark': ['#d98a0b', '#eaa93a'],
  'off-text': ['#566272', '#9ba7b4'],
  'off-tint': ['#f0f2f5', '#1f252d'],
  'off-mark': ['#8c97a5', '#6d7987'],
};

const colors = unsafeCSS(
  Object.entries(COLORS)
    .map(([name, pair]) => `--_${name}:var(--vici-${name},light-dark(${pair}));`)
    .join(''),
);

/** `--_tone-*` are the colours of an agent's state. */
export const tones = unsafeCSS(
  ['off', 'ready', 'ringing', 'call', 'hold', 'ended', 'wrap-up', 'paused']
    .map((tone) => {
      const set = (name: string) => `--_tone-${name}:var(--_${tone}-${name});`;
      return `.${tone}{${set('text')}${set('tint')}${set('mark')}}`;
    })
    .join(''),
);

export const theme = css`
  :host {
    color-scheme: light dark;
    --_radius: var(--vici-radius, 7px);
    --_shadow: 0 8px 28px light-dark(rgb(20 30 45 / 0.18), rgb(0 0 0 / 0.6));
    ${colors}
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
`;
