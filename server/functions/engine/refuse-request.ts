/** Answers before any function (answers, section 1.4): each printed and logged like the others. */
import { type Reason, reasonEntry } from '../../../protocol/reasons.js';
import type { Moment } from '../../database/clock.js';
import { type Outcome, renderLine } from './outcome.js';
import type { FunctionServices } from './run-function.js';

/** What the log row of a request says that no function has seen. All cleaned. */
export interface RefusedRequest {
  readonly user: string;
  readonly agent_user: string;
  readonly function: string;
  readonly value: string;
  readonly source: string;
  readonly moment: Moment;
}

/** @returns the refusal, logged. @throws the database's error */
export async function refuseRequest(
  { apiLog }: FunctionServices,
  request: RefusedRequest,
  reason: Reason,
  options: { detail?: string; line?: string; logData?: string } = {},
): Promise<Outcome> {
  const { message } = reasonEntry(reason);
  const text =
    options.line ??
    (options.detail === undefined
      ? `ERROR: ${message}`
      : renderLine('ERROR', message, [options.detail]));
  const { moment, ...columns } = request;
  await apiLog.append([
    {
      ...columns,
      api_date: moment.now,
      result: 'ERROR',
      result_reason: message,
      data: options.logData ?? '',
      run_time: '0.000000',
    },
  ]);
  return {
    lines: [{ level: 'ERROR', text }],
    refusal: { reason, message, issues: [] },
    touched: [],
  };
}
