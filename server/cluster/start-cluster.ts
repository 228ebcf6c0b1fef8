/** The door to the cluster; the only file here that the hub imports, and only in cluster mode. */
import type { LoginFailures } from '../auth/login-failures.js';
import type { DatabaseConnection } from '../database/connect.js';
import type { FeedListener, FeedSource } from '../feed/feed-source.js';
import type { AnswersElsewhere } from '../functions/engine/idempotency.js';
import type { SubjectsElsewhere } from '../socket/connection-counts.js';
import { type ClusterAddress, clusterNames } from './address.js';
import { ClusterSource } from './cluster-source.js';
import { ClusterLink, type LinkLog } from './link.js';
import { SharedAnswers } from './shared-answers.js';
import { SharedCounts } from './shared-counts.js';
import { SharedLogins } from './shared-logins.js';

export interface ClusterOptions {
  readonly address: ClusterAddress;
  readonly connection: DatabaseConnection;
  readonly log: LinkLog;
  /** How often the leader reads the tables while any node has listeners, ms. */
  readonly pollMs: number;
  /** Told when this node begins and ends to read the tables for the cluster. */
  readonly onReading: (isReading: boolean) => void;
  readonly loginFailures: LoginFailures;
}

export interface Cluster {
  /** The feed that all nodes share. */
  readonly source: (listener: FeedListener) => FeedSource;
  readonly answers: AnswersElsewhere;
  readonly subjects: SubjectsElsewhere;
  /** Ends the connection; to be called when the source has been stopped. */
  close(): Promise<void>;
}

/** Does not wait for NATS: until it is there the feed is stale. */
export function startCluster(options: ClusterOptions): Cluster {
  const { address, log } = options;
  const link = new ClusterLink(address, log);
  const names = clusterNames(address.name);
  const counts = new SharedCounts(link, names);
  const logins = new SharedLogins(link, names, options.loginFailures);
  return {
    answers: new SharedAnswers(link, names),
    subjects: counts,
    source: (listener) => new ClusterSource({ ...options, link, names }, listener),
    close: async () => {
      counts.stop();
      logins.stop();
      await link.close();
    },
  };
}
