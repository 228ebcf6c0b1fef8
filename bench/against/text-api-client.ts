/** The other side of the comparison: a dialler's HTTP API, over connections that stay open. */
import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchError } from '../bench-error.js';
import { loginRefused, notLoggedIn } from './trouble.js';

export interface TextApiOptions {
  readonly url: URL;
  readonly user: string;
  readonly pass: string;
  readonly source: string;
  /** Open at a time. */
  readonly connections: number;
}

const PATIENCE_MS = 10_000;
/** A line of an unknown API is shown up to here. */
const SHOWN = 200;
/** Servers end connections that they have used often; such a request was not looked at. */
const RETRIES = 3;

export class TextApiClient {
  private readonly agent: http.Agent;

  constructor(private readonly options: TextApiOptions) {
    const { Agent } = options.url.protocol === 'https:' ? https : http;
    this.agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  }

  /** @returns the answer. @throws BenchError when it is an error, or none */
  async call(name: string, params: Readonly<Record<string, string>>): Promise<string> {
    const { user, pass, source, url } = this.options;
    // in the body: addresses stand in the logs of servers
    const form = new URLSearchParams({ ...params, user, pass, source, function: name });
    const answer = (await this.post(form.toString())).trim();
    if (/^ERROR: Invalid Username\/Password/i.test(answer)) throw loginRefused(url, user);
    if (!/^ERROR\b/.test(answer)) return answer;
    if (/is not logged in/.test(answer)) throw notLoggedIn(params.agent_user, url);
    // the original's lines may hold the password
    const line = answer.split('\n', 1)[0]?.replaceAll(pass, '***').slice(0, SHOWN);
    throw new BenchError(`${url} answers ${name} with "${line}"`);
  }

  /** @throws BenchError when there is no such API, or it refuses the login */
  async check(): Promise<void> {
    const { url } = this.options;
    const answer = await this.call('version', {});
    if (!/^VERSION: /.test(answer)) {
      throw new BenchError(`--against: ${url} is no Agent API: it does not answer version`);
    }
    // version asks for no login; a function that does not exist is refused after it, undone
    await this.call('bench_login_check', {}).catch((error: unknown) => {
      if (/refuses the login/.test(String(error))) throw error;
    });
  }

  close(): void {
    this.agent.destroy();
  }

  private async post(body: string): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.postOnce(body);
      if (answer !== undefined) return answer;
      if (attempt > RETRIES) {
        throw new BenchError(`--against: ${this.options.url} ends its connections`);
      }
      await sleep(attempt);
    }
  }

  /** @returns undefined when the server had ended the connection. @throws BenchError */
  private postOnce(body: string): Promise<string | undefined> {
    const { url } = this.options;
    const { request } = url.protocol === 'https:' ? https : http;
    return new Promise((resolve, reject) => {
      const fail = (problem: string) => reject(new BenchError(`--against: ${url} ${problem}`));
      const asked = request(
        url,
        {
          method: 'POST',
          agent: this.agent,
          timeout: PATIENCE_MS,
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(body),
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('error', ({ message }) => fail(`broke off (${message})`));
          response.on('end', () => {
            if (response.statusCode === 200) resolve(text);
            else fail(`answers HTTP ${response.statusCode}`);
          });
        },
      );
      asked.on('timeout', () => {
        fail(`did not answer in ${PATIENCE_MS / 1_000} s`);
        asked.destroy();
      });
      asked.on('error', (error: NodeJS.ErrnoException) => {
        if (asked.reusedSocket && error.code === 'ECONNRESET') resolve(undefined);
        else fail(`cannot be reached (${error.code ?? error.message})`);
      });
      asked.end(body);
    });
  }
}
