/** The ways in which a recorded case can reach the hub. */
import jwt from 'jsonwebtoken';
import { WebSocket } from 'ws';
import { functions, isFunctionName } from '../../protocol/functions/index.js';
import { fixtureRows } from '../support/fixture.js';
import { meantFunction } from './case-selection.js';
import type { RecordedCase } from './recorded-case.js';

export interface HubAddress {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly jwtSecret: string;
}

export interface Transport {
  readonly name: 'GET' | 'POST' | 'socket';
  /** Why a case cannot be put this way, or undefined when it can. */
  readonly reasonAgainst: (recorded: RecordedCase) => string | undefined;
  /** The recorded answer as this transport gives it. */
  readonly expectedAnswer: (recorded: RecordedCase) => string;
  /** Sends the case, @returns the answer's text. */
  readonly send: (hub: HubAddress, recorded: RecordedCase) => Promise<string>;
}

const ANSWER_LIMIT_MS = 15_000;

async function readAnswer(response: Response): Promise<string> {
  const body = await response.text();
  const type = response.headers.get('content-type');
  if (response.status !== 200 || type !== 'text/html; charset=utf-8') {
    throw new Error(`HTTP ${response.status} ${type}: ${body}`);
  }
  return body;
}

const httpGet: Transport = {
  name: 'GET',
  reasonAgainst: () => undefined,
  expectedAnswer: ({ expect }) => expect.response,
  send: async (hub, { query }) =>
    readAnswer(
      await fetch(`${hub.url}/agent/apis/index.php?${query}`, {
        signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      }),
    ),
};

const httpPost: Transport = {
  name: 'POST',
  reasonAgainst: () => undefined,
  expectedAnswer: ({ expect }) => expect.response,
  send: async (hub, { query }) =>
    readAnswer(
      await fetch(`${hub.url}/agc/api.php`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: query,
        signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      }),
    ),
};

/** What only the text API has; the token stands for them, or nothing does. */
const TEXT_API_PARAMETERS = ['user', 'pass', 'function', 'close_window_link', 'language'];
const CLOSE_LINK = /\n*<a href="javascript:window\.opener='x';window\.close\(\);">[^<]*<\/a>/;

const knownUsers = new Set((fixtureRows().users ?? []).map(({ user }) => user));

function reasonAgainstSocket(recorded: RecordedCase): string | undefined {
  const { params, query, expect } = recorded;
  const names = [...new URLSearchParams(query).keys()];
  if (new Set(names).size !== names.length) return 'a parameter is given twice';
  if (isFunctionName(meantFunction(recorded)) && !isFunctionName(params.function ?? '')) {
    return 'a function named only after cleaning';
  }
  if (params.source === undefined) return 'no source: a token always has one';
  if (/^ERROR: Invalid Username\/Password/.test(expect.response)) return 'login refused';
  if (!knownUsers.has(params.user ?? '')) return 'no API user of that name';
  return undefined;
}

const socket: Transport = {
  name: 'socket',
  reasonAgainst: reasonAgainstSocket,
  expectedAnswer: ({ expect }) => expect.response.replace(CLOSE_LINK, ''),
  async send(hub, { params }) {
    const name = params.function ?? '';
    // of a function that nobody has, the log shows the parameters that all have
    const accepted = Object.keys(
      functions[isFunctionName(name) ? name : 'external_pause'].schema.shape,
    );
    const request = {
      jsonrpc: '2.0',
      id: 1,
      method: name,
      params: Object.fromEntries(
        Object.entries(params).filter(
          ([key]) => accepted.includes(key) && !TEXT_API_PARAMETERS.includes(key),
        ),
      ),
    };
    const token = jwt.sign({ sub: params.user, agents: '*' }, hub.jwtSecret, { expiresIn: 300 });
    return rpcText(await ask(`${hub.url.replace(/^http/, 'ws')}/ws`, token, request));
  },
};

export const transports: readonly Transport[] = [httpGet, httpPost, socket];

/** @returns the answer with the request's id, as received */
function ask(url: string, token: string, request: { id: number }): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const client = new WebSocket(url, 'vici-hub.v1', {
      headers: { authorization: `Bearer ${token}` },
    });
    const timer = setTimeout(() => fail(new Error('no answer')), ANSWER_LIMIT_MS);
    const fail = (error: Error) => {
      clearTimeout(timer);
      client.terminate();
      reject(error);
    };
    client.on('open', () => client.send(JSON.stringify(request)));
    client.on('error', fail);
    client.on('close', (code, reason) => fail(new Error(`closed with ${code} ${reason}`)));
    client.on('message', (data) => {
      const message = JSON.parse(data.toString());
      if (message.id !== request.id) return;
      clearTimeout(timer);
      client.removeAllListeners('close');
      client.close();
      resolve(message);
    });
  });
}

interface RpcAnswer {
  readonly result?: { readonly text?: unknown; readonly level?: unknown };
  readonly error?: { readonly data?: { readonly text?: unknown } };
}

function rpcText(answer: unknown): string {
  const { result, error } = answer as RpcAnswer;
  const text = result ? result.text : error?.data?.text;
  if (typeof text !== 'string')
    throw new Error(`an answer without text: ${JSON.stringify(answer)}`);
  return text;
}
