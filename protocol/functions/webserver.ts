import { z } from 'zod';
import { defineFunction } from '../function-definition.js';

/** The document's labels, in its order. */
export const WEBSERVER_LABELS = [
  'set.timezone',
  'abbr.timezone',
  'dst.timezone',
  'uname',
  'host name',
  'server name',
  'php version',
  'apache version',
  'apache processes',
  'system loadavg',
  'disk_free_space',
  'date.timezone',
  'max_execution_time',
  'max_input_time',
  'memory_limit',
  'post_max_size',
  'upload_max_filesize',
  'default_socket_timeout',
] as const;

export type WebserverLabel = (typeof WEBSERVER_LABELS)[number];

export const webserver = defineFunction({
  name: 'webserver',
  summary: 'Facts about the machine that the hub runs on; what the hub has not is empty.',
  agent: 'none',
  params: {},
  data: z.record(z.enum(WEBSERVER_LABELS), z.string()),
  reasons: ['function_not_allowed'],
});
