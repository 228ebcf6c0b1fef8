import { describe, expect, it } from 'vitest';
import { CircuitBreaker, CircuitOpenError } from '../../server/database/circuit-breaker.js';

const gone = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }));

describe('the gate to the database', () => {
  it('lets one attempt through in a while when the database is gone, and all when it is back', async () => {
    let now = 0;
    let attempts = 0;
    const gate = new CircuitBreaker({ time: () => now });
    const attempt = () => {
      attempts += 1;
      return gone();
    };
    await expect(gate.run(attempt)).rejects.toThrow('gone');
    for (let count = 0; count < 100; count++) {
      await expect(gate.run(attempt)).rejects.toThrow(CircuitOpenError);
    }
    expect(attempts).toBe(1);
    now += 250;
    const [first, second] = await Promise.allSettled([gate.run(attempt), gate.run(attempt)]);
    expect(first).toMatchObject({ reason: { code: 'ECONNREFUSED' } });
    expect(second).toMatchObject({ reason: { code: 'GATE_CLOSED' } });
    now += 499;
    await expect(gate.run(async () => 'answer')).rejects.toThrow(CircuitOpenError);
    now += 1;
    expect(await gate.run(async () => 'answer')).toBe('answer');
    expect(await gate.run(async () => 'answer')).toBe('answer');
  });

  it('says after how many ms to try again', async () => {
    let now = 0;
    const gate = new CircuitBreaker({ time: () => now });
    await expect(gate.run(gone)).rejects.toThrow('gone');
    now += 250;
    await expect(gate.run(gone)).rejects.toThrow('gone');
    await expect(gate.run(gone)).rejects.toMatchObject({ retryAfterMs: 500 });
  });

  it('stays open when a statement fails that the database did answer', async () => {
    const gate = new CircuitBreaker();
    const deadlock = () =>
      Promise.reject(Object.assign(new Error('deadlock'), { code: 'ER_LOCK_DEADLOCK' }));
    await expect(gate.run(deadlock)).rejects.toThrow('deadlock');
    expect(await gate.run(async () => 'answer')).toBe('answer');
  });

  it('does not wait for ever, nor lets a crowd gather', async () => {
    const gate = new CircuitBreaker({ underWayLimit: 2, timeLimitMs: 20 });
    const never = () => new Promise<never>(() => {});
    const waiting = [gate.run(never), gate.run(never)];
    await expect(gate.run(async () => 'answer')).rejects.toThrow('too many commands');
    for (const result of await Promise.allSettled(waiting)) {
      expect(result).toMatchObject({ reason: { code: 'GATE_CLOSED' } });
    }
  });
});
