import { describe, expect, it } from 'vitest';
import { session, viewOf } from './support.js';

const agent = (agent_user: string, campaign_id = 'TEST', user_group = 'AGENTS') =>
  session({ agent_user, campaign_id, user_group });

describe('a view', () => {
  it('sees an agent whose name, campaign or user group is allowed', () => {
    const { agents } = viewOf({ agents: ['1000'], campaigns: ['SALES'], user_groups: ['NIGHT'] });
    expect(agents.sees(agent('1000'))).toBe(true);
    expect(agents.sees(agent('1001', 'SALES'))).toBe(true);
    expect(agents.sees(agent('1001', 'TEST', 'NIGHT'))).toBe(true);
    expect(agents.sees(agent('1001'))).toBe(false);
  });

  it('sees nobody without rights, and all with an asterisk of any kind', () => {
    expect(viewOf({}).agents.sees(agent('1000'))).toBe(false);
    for (const kind of ['agents', 'campaigns', 'user_groups']) {
      expect(viewOf({ [kind]: '*' }).agents.sees(agent('1000'))).toBe(true);
    }
  });

  it('needs every kind of a filter to match', () => {
    const { agents } = viewOf({ agents: '*' }, { campaigns: ['TEST'], user_groups: ['AGENTS'] });
    expect(agents.sees(agent('1000'))).toBe(true);
    expect(agents.sees(agent('1000', 'SALES'))).toBe(false);
    expect(agents.sees(agent('1000', 'TEST', 'NIGHT'))).toBe(false);
    expect(viewOf({ agents: '*' }, { agents: [] }).agents.sees(agent('1000'))).toBe(false);
  });

  it('never gets more from a filter than the rights allow', () => {
    const { agents } = viewOf({ agents: ['1000'] }, { agents: ['1000', '1001'] });
    expect(agents.sees(agent('1000'))).toBe(true);
    expect(agents.sees(agent('1001'))).toBe(false);
    const byCampaign = viewOf({ campaigns: ['SALES'] }, { agents: ['1001'] }).agents;
    expect(byCampaign.sees(agent('1001'))).toBe(false);
    expect(byCampaign.sees(agent('1001', 'SALES'))).toBe(true);
  });

  it('compares names without letter case', () => {
    const { agents } = viewOf({ agents: ['Smith'], campaigns: ['sales'] });
    expect(agents.sees(agent('sMITH'))).toBe(true);
    expect(agents.sees(agent('1001', 'Sales'))).toBe(true);
  });

  it('has the key of every view that shows the same, and of no other', () => {
    const key = (...args: Parameters<typeof viewOf>) => viewOf(...args).agents.key;
    expect(key({ agents: ['b', 'A'] })).toBe(key({ agents: ['a', 'B'] }));
    expect(key({ agents: ['a'] })).toBe(key({ agents: '*' }, { agents: ['a'] }));
    expect(key({ agents: ['a'] })).toBe(key({ agents: ['a', 'b'] }, { agents: ['a', 'c'] }));
    expect(key({ campaigns: '*' })).toBe(key({ agents: '*', user_groups: ['x'] }));
    expect(key({ agents: ['a'] })).not.toBe(key({ campaigns: ['a'] }));
    expect(key({ agents: ['a'] })).not.toBe(key({ agents: ['a'], redact: true }));
    expect(key({ agents: '*' }, { agents: [] })).not.toBe(key({ agents: '*' }));
  });

  it('leaves lead and phone data out when it is redacted', () => {
    const shown = viewOf({ agents: '*', redact: true }).agents.show(
      session({
        lead_id: 42,
        phone_number: '3125550042',
        call_id: 'V3021130000000000042',
        pending: {
          external_dial: '3125550042!1!YES',
          external_transferconf: 'BLIND_TRANSFER------3125550042',
          external_lead_id: '42',
          external_dtmf: '4111',
          external_status: 'CALLBK!2026-03-03 10:00:00!USERONLY!call 3125550042!',
          external_hangup: '1',
        },
      }),
    );
    expect(JSON.stringify(shown)).not.toMatch(/3125550042|000042|4111/);
    expect(shown).toMatchObject({
      lead_id: 0,
      phone_number: '',
      call_id: 'V302113000',
      pending: { external_hangup: '1', external_dial: '', external_status: 'CALLBK' },
    });
  });
});

describe('a view of the queues', () => {
  const ingroup = { ingroup: 'SUPPORT', campaign_id: null, waiting: 1, oldest_since: 0 };
  const campaign = { ingroup: null, campaign_id: 'SALES', waiting: 1, oldest_since: 0 };
  const sees = (...args: Parameters<typeof viewOf>) => {
    const { queues } = viewOf(...args);
    return { ingroup: queues.sees(ingroup), campaign: queues.sees(campaign) };
  };

  it('holds everything for who may watch every agent', () => {
    expect(sees({ agents: '*' })).toEqual({ ingroup: true, campaign: true });
    expect(sees({ campaigns: '*' })).toEqual({ ingroup: true, campaign: true });
  });

  it('holds a campaign for who may watch that campaign, in-groups for who may watch any group', () => {
    expect(sees({ campaigns: ['sales'] })).toEqual({ ingroup: true, campaign: true });
    expect(sees({ campaigns: ['TEST'] })).toEqual({ ingroup: true, campaign: false });
    expect(sees({ user_groups: ['AGENTS'] })).toEqual({ ingroup: true, campaign: false });
  });

  it('holds nothing for who may watch agents by name only', () => {
    expect(sees({ agents: ['1000', '1001'] })).toEqual({ ingroup: false, campaign: false });
  });

  it('is filtered by the names of campaigns and in-groups', () => {
    const filter = (campaigns: string[]) => sees({ agents: '*' }, { campaigns });
    expect(filter(['SALES'])).toEqual({ ingroup: false, campaign: true });
    expect(filter(['support'])).toEqual({ ingroup: true, campaign: false });
  });
});
