/** @returns what `send_dtmf` takes: the dialler has letters for the keys that are not digits */
export function toTones(keys: string): string {
  return keys.replaceAll('#', 'P').replaceAll('*', 'S');
}
