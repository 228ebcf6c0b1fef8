/** Version and build that the hub reports. */
import { readFileSync } from 'node:fs';

interface PackageFile {
  readonly version: string;
}

function readPackage(): PackageFile {
  // beside server/ in the sources, two levels up in dist/
  for (const path of ['../package.json', '../../package.json']) {
    try {
      return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as PackageFile;
    } catch {}
  }
  return { version: '0.0.0' };
}

export const SERVER_NAME = 'vici-hub';
export const VERSION = readPackage().version;
/** Year, month and day of this release, then its number of that day, as diallers number theirs. */
export const BUILD = '261124-0001';
