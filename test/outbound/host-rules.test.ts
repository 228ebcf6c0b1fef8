import { describe, expect, it } from 'vitest';
import { HostRules } from '../../server/outbound/host-rules.js';

const LOCAL = [
  '127.0.0.1',
  '127.8.9.10',
  '0.0.0.0',
  '169.254.169.254',
  '::1',
  '::',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  'fe80::1',
  'fe80::1%eth0',
];

describe('hosts that the hub may call', () => {
  it('without a list every host may be called, at any address that is not local', () => {
    const rules = new HostRules([]);
    expect(rules.allowsHost('cluster2.example.com')).toBe(true);
    expect(rules.allowsAddress('cluster2.example.com', '10.20.30.40')).toBe(true);
    expect(rules.allowsAddress('cluster2.example.com', '2001:db8::1')).toBe(true);
  });

  it.each(LOCAL)('without a list the local address %s is never called', (address) => {
    expect(new HostRules([]).allowsAddress('cluster2.example.com', address)).toBe(false);
  });

  it('with a list only its hosts may be called, in any letter case', () => {
    const rules = new HostRules(['Cluster2.example.com', '[2001:db8::1]']);
    expect(rules.allowsHost('cluster2.EXAMPLE.com.')).toBe(true);
    expect(rules.allowsHost('[2001:db8::1]')).toBe(true);
    expect(rules.allowsHost('cluster3.example.com')).toBe(false);
    expect(rules.allowsHost('evil.cluster2.example.com')).toBe(false);
  });

  it('a local address is called when it is listed itself', () => {
    const rules = new HostRules(['127.0.0.1']);
    expect(rules.allowsAddress('127.0.0.1', '127.0.0.1')).toBe(true);
    expect(rules.allowsAddress('127.0.0.2', '127.0.0.2')).toBe(false);
  });

  it('a listed name that resolves to this machine opens nothing, but localhost does', () => {
    const rules = new HostRules(['cluster2.example.com', 'localhost']);
    expect(rules.allowsAddress('cluster2.example.com', '127.0.0.1')).toBe(false);
    expect(rules.allowsAddress('localhost', '127.0.0.1')).toBe(true);
  });
});
