/** The cluster cannot do this now; clients are told to ask again, as when the database is gone. */
export class ClusterError extends Error {
  readonly code = 'ETIMEDOUT';
}
