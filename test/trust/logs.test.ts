import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../server/log.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';
import { sendRaw } from './raw-http.js';

const PASSWORD = 'Zq9xPw77Secret';
const NUMBER = '7275559876';

describe('the log at its most talkative', () => {
  let fixture: HubOnFixture;
  let text = '';
  const tokens: string[] = [];

  beforeAll(async () => {
    const stream = new PassThrough();
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    fixture = await startHubOnFixture({ start: { log: createLog('trace', stream) } });
    await everything(fixture);
  });
  afterAll(() => fixture.close());

  async function everything({ hub, database, token }: HubOnFixture): Promise<void> {
    const { db } = database.connection;
    await db.updateTable('users').set({ pass: PASSWORD }).where('user', '=', '6666').execute();
    const fresh = (claims = {}) => {
      tokens.push(token(claims));
      return tokens[tokens.length - 1] ?? '';
    };
    const socket = await RawSocket.authenticated(hub.socketUrl, fresh());
    const dial = {
      agent_user: '1000',
      value: NUMBER,
      phone_code: '1',
      search: 'YES',
      preview: 'NO',
      focus: 'NO',
    };
    await socket.request('external_dial', dial);
    await socket.request('external_add_lead', {
      agent_user: '1000',
      phone_number: NUMBER,
      phone_code: '1',
    });
    await socket.request('send_dtmf', {
      agent_user: '1000\nINJECTED {"level":60}',
      value: '\u001b[31mred',
    });
    await socket.request('made\nup\u001b[2J', { value: NUMBER });
    await socket.request('authenticate', { token: `${fresh({ sub: 'nobody' })}` });
    const login = `source=test&user=6666&pass=${PASSWORD}`;
    const query = `${login}&agent_user=1000&function=external_dial&value=${NUMBER}&phone_code=1&search=YES&preview=NO&focus=NO`;
    await fetch(`${hub.url}/agc/api.php?${query}`);
    await fetch(`${hub.url}/nowhere?${query}`);
    await sendRaw(hub.port, `GET /agc/api.php?${query} HTTP/1.1\r\nbad header ${PASSWORD}\r\n\r\n`);
    for (const pass of [PASSWORD, `${PASSWORD}x`]) {
      const response = await fetch(`${hub.url}/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user: '6666', pass }),
      });
      const answer = (await response.json()) as { token?: string };
      if (answer.token) tokens.push(answer.token);
    }
    // statements that fail hold what they were about to write
    await database.store.execute('alter table api_log rename to api_log_away');
    await socket.request('external_dial', dial);
    await fetch(`${hub.url}/agc/api.php?${query}`);
    await database.store.execute('alter table api_log_away rename to api_log');
    socket.close();
  }

  const lines = () =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('holds no token, password or phone number', () => {
    expect(lines().length).toBeGreaterThan(5);
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain(NUMBER);
    expect(tokens.length).toBeGreaterThan(2);
    for (const token of tokens) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(token.split('.')[2]);
    }
  });

  it('says who gave which command to which agent', () => {
    expect(lines()).toContainEqual(
      expect.objectContaining({
        msg: 'command',
        user: '6666',
        function: 'external_dial',
        agent_user: '1000',
        command: expect.any(String),
      }),
    );
  });

  it('says that the database refused, without the statement', () => {
    expect(lines().some(({ level }) => Number(level) >= 40)).toBe(true);
    expect(text).not.toMatch(/insert into/i);
  });

  it('has one JSON object a line, and no control character', () => {
    for (const line of lines()) expect(line).toHaveProperty('level');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f]/);
  });
});
