import { describe, expect, it } from 'vitest';
import { agentDifference, queueDifference } from '../../server/feed/compare.js';
import { session } from './support.js';

describe('two observations of an agent', () => {
  it('do not differ by a sign of life', () => {
    expect(agentDifference(session(), session({ last_update: 5 }))).toBeUndefined();
  });

  it('do not differ when pending holds the same in another object', () => {
    const pending = () => ({ external_status: 'SALE' });
    expect(
      agentDifference(session({ pending: pending() }), session({ pending: pending() })),
    ).toBeUndefined();
  });

  it('differ by the changed fields, with the sign of life', () => {
    const after = session({ state: 'PAUSED', status: 'PAUSED', last_update: 5 });
    expect(agentDifference(session(), after)).toEqual({
      state: 'PAUSED',
      status: 'PAUSED',
      last_update: 5,
    });
  });

  it.each(Object.entries(session()).filter(([field]) => field !== 'last_update'))(
    'differ when only %s does',
    (field, value) => {
      const other = field === 'pending' ? { external_hangup: '1' } : `not ${String(value)}`;
      const after = { ...session(), [field]: other };
      expect(agentDifference(session(), after)).toEqual({
        [field]: other,
        last_update: after.last_update,
      });
    },
  );

  it('differ when a pending command went, came or changed', () => {
    const one = session({ pending: { external_status: 'SALE' } });
    const others: Record<string, string>[] = [
      {},
      { external_status: 'NI' },
      { external_hangup: '1' },
    ];
    for (const pending of others) {
      expect(agentDifference(one, session({ pending }))?.pending).toEqual(pending);
    }
  });
});

describe('two observations of a queue', () => {
  const queue = { ingroup: 'SALES', campaign_id: null, waiting: 1, oldest_since: 10 };

  it('differ by the changed fields only', () => {
    expect(queueDifference(queue, { ...queue })).toBeUndefined();
    expect(queueDifference(queue, { ...queue, waiting: 2 })).toEqual({ waiting: 2 });
    expect(queueDifference(queue, { ...queue, oldest_since: 20 })).toEqual({ oldest_since: 20 });
  });
});
