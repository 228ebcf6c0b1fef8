/** What the hub says of itself at `/metrics`. */
export interface Vitals {
  readonly heapMb: number;
  readonly files: number;
}

/** @param url of the socket */
export async function readVitals(url: string): Promise<Vitals> {
  const response = await fetch(`${url.replace('ws://', 'http://').replace(/\/ws$/, '')}/metrics`);
  const text = await response.text();
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
  return {
    heapMb: value('nodejs_heap_size_used_bytes') / 1_048_576,
    files: value('process_open_fds'),
  };
}
