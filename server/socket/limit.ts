/** The limits that can refuse something, as the metrics name them. */
export const LIMITS = [
  'requests',
  'connections',
  'connections_per_subject',
  'subscriptions',
  'before_authentication',
  'authentication_time',
  'message_size',
  'login_failures',
] as const;

export type Limit = (typeof LIMITS)[number];
