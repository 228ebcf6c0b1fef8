/** The cluster cannot do this now; clients are told to ask again, as when the database is gone. */
export class ClusterError extends Error {
  readonly code = 'ETIMEDOUT';
}

/** @returns what NATS threw as a ClusterError */
export function asClusterError(error: unknown): ClusterError {
  if (error instanceof ClusterError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ClusterError(`NATS: ${message}`);
}
