/** `webserver`: tells about the machine that the hub runs on (answers, section 3). */
import { statfs } from 'node:fs/promises';
import os from 'node:os';
import { getHeapStatistics } from 'node:v8';
import {
  webserver as definition,
  WEBSERVER_LABELS,
  type WebserverLabel,
} from '../../protocol/functions/webserver.js';
import { serveFunction } from './engine/api-function.js';

export const webserver = serveFunction(definition, {
  notValid: () => ({ fields: [] }),
  permissionFields: ({ caller, user }) => [caller.user, 'webserver', user.user_group ?? ''],
  async apply() {
    const data = await readMachine();
    const lines = [
      'Webserver Data:',
      ...WEBSERVER_LABELS.map((label) => `${label}: ${data[label]}`),
    ];
    return {
      message: '',
      fields: [],
      line: lines.join('\n'),
      logData: lines.map((line) => `${line}|`).join(''),
      data,
    };
  },
});

const MEBIBYTE = 1024 * 1024;

async function readMachine(): Promise<Record<WebserverLabel, string>> {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return {
    'set.timezone': timeZone,
    'abbr.timezone': zoneAbbreviation(),
    'dst.timezone': isSummerTime(new Date()) ? '1' : '0',
    uname: [os.type(), os.hostname(), os.release(), os.version(), os.machine()].join(' '),
    'host name': os.hostname(),
    'server name': '',
    'php version': '',
    'apache version': '',
    'apache processes': '',
    'system loadavg': (os.loadavg()[0] ?? 0).toFixed(2),
    disk_free_space: await freeBytes(),
    'date.timezone': timeZone,
    max_execution_time: '',
    max_input_time: '',
    memory_limit: `${Math.floor(getHeapStatistics().heap_size_limit / MEBIBYTE)}M`,
    post_max_size: '',
    upload_max_filesize: '',
    default_socket_timeout: '',
  };
}

function zoneAbbreviation(): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts();
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** Summer time: nearer to the east than the zone is in one of its two half years. */
function isSummerTime(now: Date): boolean {
  const year = now.getFullYear();
  const halves = [0, 6].map((month) => new Date(year, month, 1).getTimezoneOffset());
  return now.getTimezoneOffset() < Math.max(...halves);
}

/** @returns the free bytes of the root file system; empty when they cannot be read */
async function freeBytes(): Promise<string> {
  try {
    const { bavail, bsize } = await statfs('/', { bigint: true });
    return String(bavail * bsize);
  } catch {
    return '';
  }
}
