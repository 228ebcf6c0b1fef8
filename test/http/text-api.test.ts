import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';

describe('text API', () => {
  let fixture: HubOnFixture;

  beforeAll(async () => {
    fixture = await startHubOnFixture();
  });
  afterAll(() => fixture.close());

  const LOGIN = 'source=test&user=6666&pass=1234';
  const pause = `${LOGIN}&agent_user=1000&function=external_pause&value=PAUSE`;
  const get = (query: string, path = '/agc/api.php') => fetch(`${fixture.hub.url}${path}?${query}`);
  const post = (body: string, query = '') =>
    fetch(`${fixture.hub.url}/agc/api.php${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });

  it.each(['/agc/api.php', '/agent/apis/index.php'])('answers at %s', async (path) => {
    const response = await get(pause, path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toContain('no-cache');
    expect(await response.text()).toMatch(
      /^SUCCESS: external_pause function set - PAUSE\|\d{10}\|1000\n$/,
    );
  });

  it('takes a form by POST', async () => {
    expect(await (await post(pause)).text()).toMatch(/^SUCCESS/);
  });

  it('lets the query string beat the form', async () => {
    const answer = await (await post(`${pause}&value=RESUME`, '?value=PAUSE')).text();
    expect(answer).toMatch(/- PAUSE\|/);
  });

  it.each([
    ['1', 'en', 'Close This Window'],
    ['1', 'es', 'Cerrar esta ventana'],
    ['2', '', 'Close This Window'],
  ])('shows a link for close_window_link=%s and language=%s', async (link, language, text) => {
    for (const query of [pause, `${LOGIN}&function=nothing`, 'source=x', 'function=version']) {
      const answer = await (
        await get(`${query}&close_window_link=${link}&language=${language}`)
      ).text();
      expect(answer).toMatch(
        new RegExp(
          `\\n\\n<a href="javascript:window.opener='x';window.close\\(\\);">${text}</a>\\n$`,
        ),
      );
    }
  });

  it.each(['0', 'Y', '-1', ''])('shows no link for close_window_link=%s', async (link) => {
    expect(await (await get(`${pause}&close_window_link=${link}`)).text()).not.toContain('<a');
  });

  it('answers version to anyone', async () => {
    expect(await (await get('function=version')).text()).toMatch(
      /^VERSION: [^|]+\|BUILD: [^|]+\|DATE: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\|EPOCH: \d{10}\n$/,
    );
  });

  it('goes on after requests that make no sense', async () => {
    for (const query of ['%', '%FF%FE', '&&&=', 'function', '__proto__=1&constructor=2', '']) {
      expect((await get(query)).status).toBe(200);
    }
    expect((await post('x'.repeat(300_000))).status).toBe(413);
    expect(await (await get(pause)).text()).toMatch(/^SUCCESS/);
  });

  it('can be switched off', async () => {
    const off = await startHubOnFixture({ env: { HUB_TEXT_API: 'off' } });
    expect((await fetch(`${off.hub.url}/agc/api.php?${pause}`)).status).toBe(404);
    await off.close();
  });

  it('allows the pages of the configured origins, and no others', async () => {
    const listed = await startHubOnFixture({
      env: { HUB_ALLOWED_ORIGINS: 'https://crm.example.com' },
    });
    const from = async (origin: string) =>
      (await fetch(`${listed.hub.url}/agc/api.php?${pause}`, { headers: { origin } })).headers.get(
        'access-control-allow-origin',
      );
    expect(await from('https://crm.example.com')).toBe('https://crm.example.com');
    expect(await from('https://crm.example.co')).toBeNull();
    expect(await from('https://evil.example')).toBeNull();
    await listed.close();
    expect((await get(pause)).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('writes no password anywhere', async () => {
    await get(`${LOGIN.replace('1234', 'Secret-77')}&agent_user=1000&function=external_pause`);
    const rows = await fixture.database.connection.db.selectFrom('api_log').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('Secret-77');
  });
});
