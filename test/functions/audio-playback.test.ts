import { describe, expect, it } from 'vitest';
import { useFunctionBench } from './function-bench.js';

describe('audio_playback', () => {
  const bench = useFunctionBench();

  /** Audio plays in the session of 1002, none in that of 1003. */
  const call = (params: Readonly<Record<string, string>>) =>
    bench.call('audio_playback', { agent_user: '1002', ...params });
  const queued = () => bench.db.selectFrom('manager').selectAll().orderBy('man_id').execute();

  it.each(['PAUSE', 'RESUME'])('%s presses the key that toggles', async (stage) => {
    expect((await call({ stage })).text).toBe(
      `SUCCESS: audio_playback function sent - |${stage}|1002`,
    );
    expect(await queued()).toMatchObject([
      {
        action: 'Originate',
        callerid: expect.stringMatching(/^PLAYPA\d{14}$/),
        cmd_line_b: 'Channel: Local/4737821485211111702@default',
        cmd_line_c: 'Context: default',
        cmd_line_d: 'Exten: 473782138521111',
        cmd_line_e: 'Priority: 1',
        cmd_line_f: 'CallerID: 3',
      },
    ]);
  });

  it.each(['ss-noservice.wav', '.'])('refuses a file with an extension: %s', async (value) => {
    const { text } = await call({ stage: 'PLAY', value, dial_override: 'Y' });
    const cleaned = value.replaceAll('.', '');
    expect(text).toBe(`ERROR: audio_playback not valid - ${cleaned}|PLAY|1002`);
    expect(await queued()).toEqual([]);
  });

  it('takes a file of 20 characters and refuses one of 21', async () => {
    const file = 'a'.repeat(20);
    const play = (value: string) => call({ agent_user: '1003', stage: 'PLAY', value });
    expect((await play(`${file}a`)).text).toBe(
      `ERROR: audio_playback not valid - ${file}a|PLAY|1003`,
    );
    expect((await play(file)).text).toBe(
      `SUCCESS: audio_playback function sent - ${file}|PLAY|1003`,
    );
    expect(await queued()).toMatchObject([
      { callerid: file, cmd_line_f: `CallerID: "${file}" <473782158521111>` },
    ]);
  });

  it('judges the value only where it is played', async () => {
    const value = `${'a'.repeat(30)}.wav`;
    expect((await call({ stage: 'STOP', value })).text).toMatch(/^SUCCESS: /);
  });

  it('PLAY over playing audio hangs up first, and its two lines have a row each', async () => {
    const { outcome, data } = await call({ stage: 'PLAY', value: 'beep', dial_override: 'Y' });
    expect(outcome.lines.map(({ text }) => text)).toEqual([
      'NOTICE: audio_playback previous playback stopped - PLAY|Y|1002',
      'SUCCESS: audio_playback function sent - beep|PLAY|1002',
    ]);
    expect((await queued()).map(({ action }) => action)).toEqual(['Hangup', 'Originate']);
    expect((await bench.log()).map(({ result }) => result)).toEqual(['NOTICE', 'SUCCESS']);
    expect(data).toMatchObject({ previous_stopped: true });
  });

  it('dial_override needs nothing to be playing', async () => {
    const { outcome, data } = await call({
      agent_user: '1003',
      stage: 'PLAY',
      value: 'beep',
      dial_override: 'Y',
    });
    expect(outcome.lines).toHaveLength(1);
    expect(data).toMatchObject({ previous_stopped: false });
  });

  it('refuses to play over playing audio without dial_override', async () => {
    expect((await call({ stage: 'PLAY', value: 'beep' })).text).toBe(
      'ERROR: audio_playback error - audio already playing in agent session - 8600053|10.10.10.15|PLAY|1002',
    );
    expect(await bench.log()).toMatchObject([{ data: '8600053|10.10.10.15|PLAY|' }]);
    expect(await queued()).toEqual([]);
  });

  it.each(['y', 'yes', 'YN'])('refuses the word "%s" for dial_override', async (dial_override) => {
    expect((await call({ stage: 'PLAY', value: 'beep', dial_override })).text).toBe(
      'ERROR: audio_playback not valid - beep|PLAY|1002',
    );
  });

  it.each(['play', 'PLAYING', 'JUMP', 'PLAY '])('refuses the stage "%s"', async (stage) => {
    expect((await call({ stage, value: 'beep' })).text).toBe(
      `ERROR: audio_playback not valid - beep|${stage}|1002`,
    );
    expect(await bench.log()).toMatchObject([{ data: stage }]);
  });

  it.each(['conf_exten', 'server_ip'] as const)('needs a %s of 6 characters', async (column) => {
    await bench.db
      .updateTable('live_agents')
      .set({ [column]: '12345' })
      .where('user', '=', '1002')
      .execute();
    expect((await call({ stage: 'STOP' })).text).toBe(
      'ERROR: audio_playback error - entry is empty - STOP|1002',
    );
  });

  it('hears no other channel of the session as audio', async () => {
    await bench.db.deleteFrom('live_channels').where('channel', 'like', 'IAX2/%').execute();
    expect((await call({ stage: 'STOP' })).text).toBe(
      'ERROR: audio_playback error - no audio playing in agent session - 8600053|10.10.10.15|STOP|1002',
    );
  });

  it('a failed alt_user stops the command and logs the stage before it', async () => {
    const { text } = await call({ stage: 'STOP', alt_user: '999999' });
    expect(text).toBe('ERROR: no user found - 999999');
    expect(await bench.log()).toMatchObject([{ data: 'STOP|999999' }]);
    expect(await queued()).toEqual([]);
  });
});
