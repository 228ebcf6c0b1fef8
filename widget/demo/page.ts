/** The page's elements by their ids. */

export function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`the page has no ${kind.name} #${id}`);
  return element;
}

export function setText(id: string, text: string | null | undefined): void {
  byId(id, HTMLElement).textContent = text ?? '';
}

export function setPhone(id: string, phone: string | null | undefined): void {
  const link = byId(id, HTMLAnchorElement);
  link.textContent = phone ? showPhone(phone) : '–';
  link.href = phone ? `tel:${phone}` : '#record';
}

export function showPhone(phone: string): string {
  return phone.replace(/^(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

export function showLength(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
