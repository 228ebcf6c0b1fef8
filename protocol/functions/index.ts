/** The catalogue: every function of the Agent API, under its own name. */
import type { z } from 'zod';
import { externalDial } from './external-dial.js';
import { externalHangup } from './external-hangup.js';
import { externalPause } from './external-pause.js';
import { externalStatus } from './external-status.js';
import { logout } from './logout.js';
import { pauseCode } from './pause-code.js';
import { sendDtmf } from './send-dtmf.js';
import { version } from './version.js';

export const functions = {
  version,
  external_pause: externalPause,
  external_hangup: externalHangup,
  external_status: externalStatus,
  external_dial: externalDial,
  pause_code: pauseCode,
  send_dtmf: sendDtmf,
  logout,
} as const;

export type FunctionName = keyof typeof functions;

/** What a client may send: the function's own parameters and the common ones. */
export type FunctionParams<Name extends FunctionName> = z.input<(typeof functions)[Name]['schema']>;

/** `data` of the function's successful answer. */
export type FunctionData<Name extends FunctionName> = z.output<(typeof functions)[Name]['data']>;

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}
