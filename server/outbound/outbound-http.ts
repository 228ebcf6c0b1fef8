/**
 * Requests that the hub sends to other systems: only to permitted hosts, and only to addresses
 * that were checked after the name was resolved, on every hop of a redirect.
 */
import { type LookupAddress, lookup } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { HostRules, plainHost } from './host-rules.js';

export interface OutboundAnswer {
  readonly status: number;
  /** At most `BODY_MAX` bytes of it. */
  readonly body: string;
}

/** A request that got no answer; the message holds nothing of the URL. */
export class OutboundError extends Error {}

const TIMEOUT_MS = 5_000;
const REDIRECTS_MAX = 3;
/** Bytes; fits a text column of a log. */
const BODY_MAX = 65_000;

export class OutboundHttp {
  private readonly rules: HostRules;

  /**
   * @param hosts that may be called; none: every host that is not this machine or on its link
   * @param timeoutMs for one request with all its redirects
   */
  constructor(
    hosts: readonly string[],
    private readonly timeoutMs = TIMEOUT_MS,
  ) {
    this.rules = new HostRules(hosts);
  }

  /**
   * @param address an `http` or `https` URL
   * @returns the last answer, whatever its status
   * @throws OutboundError when the host is not permitted or does not answer in time
   */
  async get(address: string): Promise<OutboundAnswer> {
    const signal = AbortSignal.timeout(this.timeoutMs);
    let url = parseUrl(address);
    for (let redirects = 0; ; redirects++) {
      const { location, ...answer } = await this.send(url, signal);
      if (location === undefined) return answer;
      if (redirects === REDIRECTS_MAX) throw new OutboundError('too many redirects');
      url = parseUrl(location, url);
    }
  }

  private async send(url: URL, signal: AbortSignal): Promise<OutboundAnswer & Redirect> {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      throw new OutboundError('not an http or https URL');
    }
    const host = plainHost(url.hostname);
    if (!this.rules.allowsHost(host)) throw new OutboundError('host is not permitted');
    // an address is connected to without a look-up
    if (isIP(host) !== 0 && !this.rules.allowsAddress(host, host)) throw addressNotPermitted();
    const begin = url.protocol === 'https:' ? requestHttps : requestHttp;
    try {
      return await new Promise((resolve, reject) => {
        const request = begin(url, { agent: false, signal, lookup: this.checkedLookup });
        request.on('error', reject);
        request.on('response', (response) => {
          readBody(response).then((body) => {
            resolve({ status: response.statusCode ?? 0, body, location: redirectOf(response) });
          }, reject);
        });
        request.end();
      });
    } catch (error) {
      throw this.described(error);
    }
  }

  private readonly checkedLookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const [first] = addresses;
      if (!first || !addresses.every((each) => this.allows(hostname, each))) {
        return callback(addressNotPermitted(), '', 0);
      }
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };

  private allows(hostname: string, { address }: LookupAddress): boolean {
    return this.rules.allowsAddress(hostname, address);
  }

  private described(error: unknown): OutboundError {
    if (error instanceof OutboundError) return error;
    const { name = '', code } = error as { name?: string; code?: string };
    if (name === 'AbortError' || name === 'TimeoutError') {
      return new OutboundError(`no answer within ${this.timeoutMs} ms`);
    }
    return new OutboundError(`request failed: ${code ?? 'unknown error'}`);
  }
}

interface Redirect {
  readonly location: string | undefined;
}

function addressNotPermitted(): OutboundError {
  return new OutboundError('address is not permitted');
}

function parseUrl(address: string, base?: URL): URL {
  if (!URL.canParse(address, base)) throw new OutboundError('not a URL');
  return new URL(address, base);
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode) ? headers.location : undefined;
}

/** Reads no more than is kept: what a remote sends must not fill the memory. */
async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= BODY_MAX) break;
  }
  return Buffer.concat(chunks).subarray(0, BODY_MAX).toString('utf8');
}
