/** Text in cells of a terminal: what a table's names hold must neither move the cursor nor a column. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const ZERO_WIDTH = /\p{Mark}/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/** @returns the text without control characters, of which some would command the terminal */
export function plain(text: string): string {
  return text.replace(CONTROL, '');
}

/** @returns how many cells the text takes */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += cellsOf(character);
  return width;
}

/** @returns the text in exactly `width` cells; what does not fit ends with … */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const shown = clip(text, width);
  const space = ' '.repeat(width - widthOf(shown));
  return align === 'left' ? shown + space : space + shown;
}

/** @returns the text in at most `width` cells */
export function clip(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width < 1) return '';
  let shown = '';
  let left = width - 1;
  for (const character of text) {
    left -= cellsOf(character);
    if (left < 0) break;
    shown += character;
  }
  return `${shown}…`;
}

/** @returns e.g. `0:07`, `12:30`, `1:02:03` */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

function cellsOf(character: string): number {
  if (ZERO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
