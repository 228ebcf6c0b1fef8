import { describe, expect, it } from 'vitest';
import { Idempotency, requestDigest } from '../../server/functions/engine/idempotency.js';
import { UnfinishedError } from '../../server/functions/engine/unfinished-error.js';

const MINUTE = 60_000;
const lost = () => Object.assign(new Error('gone'), { code: 'PROTOCOL_CONNECTION_LOST' });

describe('what is asked for', () => {
  it('is the function and its parameters, however they are ordered and whoever waits how long', () => {
    const asked = requestDigest('external_pause', { agent_user: '1000', value: 'PAUSE' });
    expect(
      requestDigest('external_pause', { wait: 'effective', value: 'PAUSE', agent_user: 1000 }),
    ).toBe(asked);
    expect(requestDigest('external_pause', { agent_user: '1001', value: 'PAUSE' })).not.toBe(asked);
    expect(requestDigest('pause_code', { agent_user: '1000', value: 'PAUSE' })).not.toBe(asked);
  });
});

describe('the memory of idempotency keys', () => {
  const start = () => {
    const clock = { now: 1_000_000 };
    const told: boolean[] = [];
    const memory = new Idempotency<string>(
      (answer) => answer !== 'refused',
      () => clock.now,
    );
    const give = (
      key: string,
      what: string | Error = 'done',
      { sub = '6666', request = 'pause' } = {},
    ) =>
      memory.once(sub, key, request, async (mayBeDone) => {
        told.push(mayBeDone);
        if (what instanceof Error) throw what;
        return what;
      });
    return { clock, told, give };
  };

  it('does not know what was done before it began, for ten minutes', async () => {
    const { clock, told, give } = start();
    await give('a');
    clock.now += 9 * MINUTE;
    await give('b');
    clock.now += 2 * MINUTE;
    await give('c');
    await give('c');
    expect(told).toEqual([true, true, false]);
  });

  it('knows of an attempt that the database has cut off, also after a refusal', async () => {
    const { clock, told, give } = start();
    clock.now += 11 * MINUTE;
    await expect(give('a', lost())).rejects.toThrow('gone');
    await give('a', 'refused');
    await expect(give('a', new Error('a mistake'))).rejects.toThrow('a mistake');
    await give('a');
    await give('a');
    expect(told).toEqual([false, true, true, true]);
  });

  it('forgets what was refused or was a mistake: nothing was done', async () => {
    const { clock, told, give } = start();
    clock.now += 11 * MINUTE;
    await give('a', 'refused');
    await give('a');
    await expect(give('b', new Error('a mistake'))).rejects.toThrow('a mistake');
    await give('b');
    expect(told).toEqual([false, false, false, false]);
  });

  it('does not know of keys that it had no room for', async () => {
    const { clock, told, give } = start();
    clock.now += 11 * MINUTE;
    for (let key = 0; key < 20_000; key++) await give(`k${key}`);
    expect(told.includes(true)).toBe(false);
    clock.now += 1;
    await give('one more');
    await give('k0');
    expect(told.at(-1)).toBe(true);
    clock.now += 11 * MINUTE;
    await give('later');
    expect(told.at(-1)).toBe(false);
  });

  it('refuses another request under a used key, and forgets nothing by that', async () => {
    const { give, told } = start();
    await give('a');
    await expect(give('a', 'done', { request: 'hang up' })).rejects.toThrow('another request');
    expect(await give('a', 'never given')).toBe('done');
    expect(told).toHaveLength(1);
  });

  it('keeps the keys of one subject whatever another one sends', async () => {
    const { clock, give, told } = start();
    clock.now += 11 * MINUTE;
    await give('mine', 'done', { sub: 'small' });
    for (let key = 0; key < 20_100; key++) await give(`k${key}`, 'done', { sub: 'big' });
    const before = told.length;
    await give('mine', 'never given', { sub: 'small' });
    expect(told).toHaveLength(before);
  });

  it('does only what an unfinished attempt has left', async () => {
    const { give, told } = start();
    const unfinished = new UnfinishedError(lost(), async () => 'finished');
    await expect(give('a', unfinished)).rejects.toThrow('gone');
    expect(await give('a')).toBe('finished');
    expect(await give('a')).toBe('finished');
    expect(told).toHaveLength(1);
  });
});
