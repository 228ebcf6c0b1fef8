/** Every function of the Agent API, as the hub serves it. */
import type { FunctionName } from '../../protocol/functions/index.js';
import type { ApiFunction } from './api-function.js';
import { externalDial } from './external-dial.js';
import { externalHangup } from './external-hangup.js';
import { externalPause } from './external-pause.js';
import { externalStatus } from './external-status.js';
import { logout } from './logout.js';
import { pauseCode } from './pause-code.js';
import { sendDtmf } from './send-dtmf.js';
import { version } from './version.js';

const served = {
  version,
  external_pause: externalPause,
  external_hangup: externalHangup,
  external_status: externalStatus,
  external_dial: externalDial,
  pause_code: pauseCode,
  send_dtmf: sendDtmf,
  logout,
} as const satisfies { [Name in FunctionName]: { definition: { name: Name } } };

/** @returns the function of exactly this name, letter case included; undefined: there is none */
export function findFunction(name: string): ApiFunction | undefined {
  return Object.hasOwn(served, name)
    ? (served[name as FunctionName] as unknown as ApiFunction)
    : undefined;
}
