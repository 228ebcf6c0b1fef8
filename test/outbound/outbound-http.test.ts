import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { OutboundError, OutboundHttp } from '../../server/outbound/outbound-http.js';

const servers: Server[] = [];

/** @returns the port, on 127.0.0.1 */
async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const open = () => new OutboundHttp(['127.0.0.1', 'localhost'], 400);

describe('requests to other systems', () => {
  it('GET a permitted host and give status and text back', async () => {
    const seen: unknown[] = [];
    const port = await listen((request, response) => {
      seen.push([request.method, request.url, request.headers.connection]);
      response.writeHead(404).end('none');
    });
    expect(await open().get(`http://127.0.0.1:${port}/agc/api.php?a=1&b=--A--x--B--`)).toEqual({
      status: 404,
      body: 'none',
    });
    expect(seen).toEqual([['GET', '/agc/api.php?a=1&b=--A--x--B--', 'close']]);
  });

  it.each([
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '0.0.0.0',
    '[::1]',
    '[::ffff:127.0.0.1]',
  ])('never reach this machine as %s without a list', async (host) => {
    let requests = 0;
    const port = await listen((_request, response) => {
      requests += 1;
      response.end('secret');
    });
    await expect(new OutboundHttp([], 400).get(`http://${host}:${port}/`)).rejects.toThrow(
      'address is not permitted',
    );
    expect(requests).toBe(0);
  });

  it('resolve a listed name', async () => {
    const port = await listen((_request, response) => response.end('here'));
    expect(await open().get(`http://localhost:${port}/`)).toEqual({ status: 200, body: 'here' });
  });

  it('are refused for hosts that the list does not name', async () => {
    await expect(open().get('http://10.255.255.1/')).rejects.toThrow('host is not permitted');
  });

  it.each(['file:///etc/hostname', 'ftp://127.0.0.1/', 'gopher://127.0.0.1/'])(
    'are refused for %s',
    async (url) => {
      await expect(open().get(url)).rejects.toThrow('not an http or https URL');
    },
  );

  it('are refused for what is no URL', async () => {
    await expect(open().get('not a url')).rejects.toThrow(OutboundError);
  });

  it('follow three redirects and no more', async () => {
    const port = await listen((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end('arrived');
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    expect(await open().get(`http://127.0.0.1:${port}/3`)).toEqual({
      status: 200,
      body: 'arrived',
    });
    await expect(open().get(`http://127.0.0.1:${port}/4`)).rejects.toThrow('too many redirects');
  });

  it.each(['http://[::1]/', 'http://169.254.169.254/latest/', 'file:///etc/hostname'])(
    'check where a redirect leads: %s',
    async (location) => {
      const port = await listen((_request, response) => {
        response.writeHead(302, { location }).end();
      });
      await expect(open().get(`http://127.0.0.1:${port}/`)).rejects.toThrow(OutboundError);
    },
  );

  it.each([
    ['never answers', () => {}],
    [
      'never ends its answer',
      (_request, response) => {
        response.write('a');
      },
    ],
  ] satisfies [string, RequestListener][])('give a host up that %s', async (_title, answer) => {
    const port = await listen(answer);
    const startedAt = performance.now();
    await expect(open().get(`http://127.0.0.1:${port}/`)).rejects.toThrow(
      'no answer within 400 ms',
    );
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('read no more of an answer than is kept', async () => {
    const port = await listen((_request, response) => {
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      };
      response.on('drain', pour);
      pour();
    });
    const { body } = await open().get(`http://127.0.0.1:${port}/`);
    expect(body).toHaveLength(65_000);
  });

  it('tell a host that is down without naming it', async () => {
    const port = await listen((_request, response) => response.end());
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    await expect(open().get(`http://127.0.0.1:${port}/?pass=secret`)).rejects.toThrow(
      /^request failed: ECONNREFUSED$/,
    );
  });
});
