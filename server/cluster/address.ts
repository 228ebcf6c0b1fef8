/** `HUB_NATS_URL`, and the names that a cluster uses on the NATS server. */
import { ConfigError } from '../config.js';

export interface ClusterAddress {
  readonly servers: readonly string[];
  readonly user?: string;
  readonly pass?: string;
  readonly token?: string;
  readonly usesTls: boolean;
  /** Tells clusters that share a NATS server apart. */
  readonly name: string;
}

const DEFAULT_NAME = 'vici_hub';

/**
 * @param text comma-separated `nats://[user:pass@|token@]host[:port][/name]`, or `tls://…`;
 *   credentials and name are taken from the first
 * @throws ConfigError that names the variable
 */
export function readAddress(text: string): ClusterAddress {
  const urls = text.split(',').map((part) => part.trim());
  const parsed = urls.map((url) => {
    const { protocol, hostname } = URL.canParse(url)
      ? new URL(url)
      : { protocol: '', hostname: '' };
    if (!/^(nats|tls):$/.test(protocol) || hostname === '') {
      throw new ConfigError('HUB_NATS_URL: must be nats://host:4222 or tls://…, comma-separated');
    }
    return new URL(url);
  });
  const [first] = parsed;
  if (!first) throw new ConfigError('HUB_NATS_URL: is empty');
  const name = first.pathname.replace(/^\/|\/$/g, '') || DEFAULT_NAME;
  if (!/^[\w-]{1,32}$/.test(name)) {
    throw new ConfigError('HUB_NATS_URL: the name after / may hold letters, digits, _ and -');
  }
  const user = decodeURIComponent(first.username);
  const pass = decodeURIComponent(first.password);
  return {
    servers: parsed.map(({ hostname, port }) => `${hostname}:${port || 4222}`),
    ...(user !== '' && first.password === '' ? { token: user } : {}),
    ...(first.password !== '' ? { user, pass } : {}),
    usesTls: parsed.some(({ protocol }) => protocol === 'tls:'),
    name,
  };
}

export interface ClusterNames {
  /** Bucket of the feed: agents, queues and the leader's mark. */
  readonly feed: string;
  /** Bucket of the leader's lease. */
  readonly state: string;
  /** Bucket of the answers by idempotency key. */
  readonly answers: string;
  /** Stream of failed logins. */
  readonly logins: string;
  /** What nodes tell one another, without a memory. */
  subject(word: string): string;
}

export function clusterNames(name: string): ClusterNames {
  return {
    feed: `${name}_feed`,
    state: `${name}_state`,
    answers: `${name}_answers`,
    logins: `${name}_logins`,
    subject: (word) => `${name}.${word}`,
  };
}
