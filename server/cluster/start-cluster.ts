/** The door to the cluster; the only file here that the hub imports, and only in cluster mode. */
import type { Connection } from '../database/connect.js';
import type { FeedListener, FeedSource } from '../feed/feed-source.js';
import { type ClusterAddress, clusterNames } from './address.js';
import { ClusterSource } from './cluster-source.js';
import { ClusterLink, type LinkLog } from './link.js';

export interface ClusterOptions {
  readonly address: ClusterAddress;
  readonly connection: Connection;
  readonly log: LinkLog;
  /** How often the leader reads the tables while any node has listeners, ms. */
  readonly pollMs: number;
  /** Told when this node begins and ends to read the tables for the cluster. */
  readonly onReading: (isReading: boolean) => void;
}

export interface Cluster {
  /** The feed that all nodes share. */
  readonly source: (listener: FeedListener) => FeedSource;
  /** Ends the connection; to be called when the source has been stopped. */
  close(): Promise<void>;
}

/** Does not wait for NATS: until it is there the feed is stale. */
export function startCluster(options: ClusterOptions): Cluster {
  const { address, log } = options;
  const link = new ClusterLink(address, log);
  const names = clusterNames(address.name);
  return {
    source: (listener) => new ClusterSource({ ...options, link, names }, listener),
    close: () => link.close(),
  };
}
