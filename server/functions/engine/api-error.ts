import { type Reason, reasonEntry } from '../../../protocol/reasons.js';

export interface RefusalOptions {
  /** The detail behind ` - `, joined by `|`. */
  readonly fields?: readonly string[];
  /** `api_log.data`; default empty. */
  readonly logData?: string;
  /** Replaces the reason's own text where it holds values. */
  readonly message?: string;
  /** The whole line, where it has not the usual form. */
  readonly line?: string;
  /** The lines before it say all: nothing more is printed or logged. */
  readonly silent?: boolean;
}

/** A documented refusal of an API function: ends the command, is answered and logged. */
export class ApiError extends Error {
  readonly fields: readonly string[];
  readonly logData: string;
  readonly line: string | undefined;
  readonly isSilent: boolean;

  constructor(
    readonly reason: Reason,
    options: RefusalOptions = {},
  ) {
    super(options.message ?? reasonEntry(reason).message);
    this.name = 'ApiError';
    this.fields = options.fields ?? [];
    this.logData = options.logData ?? '';
    this.line = options.line;
    this.isSilent = options.silent ?? false;
  }
}

/** @throws ApiError always: the function refuses with a documented line */
export function refuse(reason: Reason, fields: readonly string[], logData = ''): never {
  throw new ApiError(reason, { fields, logData });
}
