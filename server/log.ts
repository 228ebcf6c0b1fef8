/** The hub's log: JSON lines; tokens, passwords and phone numbers never appear. */
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

export type Log = Logger;

/** @param destination default the standard output */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options: LoggerOptions = {
    level,
    base: null,
    redact: {
      paths: ['token', 'pass', 'password', '*.token', '*.pass', '*.password', '*.authorization'],
      remove: true,
    },
    serializers: {
      // a database error carries its statement and values: name, code and place are enough
      err: describeError,
      error: describeError,
      // the text API's query holds a password
      req: ({ method, url }: { method?: string; url?: string }) => ({
        method,
        path: url?.split('?', 1)[0],
      }),
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, errno } = error as { code?: string; errno?: number };
  const fromDatabase = 'sqlState' in error || 'sql' in error || /^Sqlite/i.test(error.name);
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    ...(errno === undefined ? {} : { errno }),
    ...(fromDatabase ? {} : { message: error.message.replaceAll(/\?[^\s"']+/g, '?') }),
    // only places: a message of several lines stands in the stack too
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8)
      .join('\n'),
  };
}
