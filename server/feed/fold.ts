/** @returns the name as it is compared: a dialler's database does not mind letter case */
export function fold(name: string): string {
  return name.toLowerCase();
}
