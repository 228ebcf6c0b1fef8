/** Stands in for the web server of another cluster: answers what the case says, keeps what was asked. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RemoteStub {
  readonly port: number;
  /** Paths with their query, since the last `expect`. */
  readonly requests: readonly string[];
  /** Forgets earlier requests and fixes the next answers. */
  prepare(answer: string): void;
  close(): Promise<void>;
}

export async function startRemoteStub(): Promise<RemoteStub> {
  const requests: string[] = [];
  let answer = '';
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    prepare(next) {
      requests.length = 0;
      answer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
