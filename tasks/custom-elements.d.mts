/** @returns the text of custom-elements.json */
export function customElements(): string;
