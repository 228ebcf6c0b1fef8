/** Which hosts and addresses the hub may send requests of its own to. */
import { BlockList, isIPv6 } from 'node:net';

/** This machine, its link, and the forms of IPv6 that stand for them. */
const LOCAL = new BlockList();
LOCAL.addSubnet('0.0.0.0', 8, 'ipv4');
LOCAL.addSubnet('127.0.0.0', 8, 'ipv4');
LOCAL.addSubnet('169.254.0.0', 16, 'ipv4');
LOCAL.addSubnet('::', 96, 'ipv6');
LOCAL.addSubnet('fe80::', 10, 'ipv6');

export class HostRules {
  private readonly listed: ReadonlySet<string>;

  /** @param hosts names or addresses; none: every host whose addresses are not local */
  constructor(hosts: readonly string[]) {
    this.listed = new Set(hosts.map(plainHost));
  }

  /** @param host of a URL, an address of IPv6 in brackets or not */
  allowsHost(host: string): boolean {
    return this.listed.size === 0 || this.listed.has(plainHost(host));
  }

  /**
   * A local address needs to be listed itself (or as `localhost`): a listed name that suddenly
   * resolves to this machine opens nothing.
   */
  allowsAddress(host: string, address: string): boolean {
    const plain = plainHost(address);
    if (!isLocal(plain)) return true;
    const name = plainHost(host);
    return this.listed.has(plain) || (name === 'localhost' && this.listed.has(name));
  }
}

/** Without brackets, zone and root dot, in small letters. */
export function plainHost(host: string): string {
  return host
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/%.*$/, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

function isLocal(address: string): boolean {
  return LOCAL.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
