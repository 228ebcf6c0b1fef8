/** Phone numbers as people and `tel:` links write them, and as the dialler takes them. */

export interface DialNumber {
  value: string;
  phone_code?: string;
}

/** Country calling codes: none begins like another; whatever is not listed has three digits. */
const COUNTRY_CODE =
  /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(?=\d{4})/;
const EXTENSION = /(?:;|,|ext|x).*$/i;
const MAX_DIGITS = 18;

/** @returns undefined when it is not a number that can be dialled */
export function parsePhoneNumber(text: string): DialNumber | undefined {
  const written = text.trim().replace(/^tel:/i, '').replace(EXTENSION, '');
  if (!/^\+?[\d\s().\-/]+$/.test(written)) return undefined;
  const digits = written.replace(/\D/g, '');
  if (digits.length < 2 || digits.length > MAX_DIGITS) return undefined;
  if (!written.startsWith('+')) return { value: digits };
  const phone_code = COUNTRY_CODE.exec(digits)?.[0];
  return phone_code ? { value: digits.slice(phone_code.length), phone_code } : undefined;
}

/** In groups that can be read aloud. */
export function showPhoneNumber(number: string): string {
  if (!/^\d{7,12}$/.test(number)) return number;
  const groups = [number.slice(-4)];
  for (let end = number.length - 4; end > 0; end -= 3) {
    groups.unshift(number.slice(Math.max(0, end - 3), end));
  }
  return groups.join(' ');
}
