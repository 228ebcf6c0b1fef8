/** One connection to the server's row log, read from its end on, for a few tables. */
import type ZongJi from '@vlasky/zongji';
import type { RowsEvent, ZongJiOptions } from '@vlasky/zongji';
import type { RowChange } from './binlog-changes.js';

export interface BinlogStreamOptions {
  /** As `DATABASE_URL`. */
  readonly url: string;
  /** The database as the log names it. */
  readonly database: string;
  /** Real names. */
  readonly tables: readonly string[];
  readonly onChange: (table: string, change: RowChange) => void;
  /** Told once, when the stream has ended by itself. */
  readonly onEnd: (error: Error) => void;
}

export interface BinlogStream {
  /** Ends it; `onEnd` is not told. */
  close(): void;
}

type Kind = 'writerows' | 'updaterows' | 'deleterows';

/** Followers need numbers of their own; a server's are small as a rule. */
const SERVER_ID_BASE = 0x40000000;

/**
 * Resolves when the server has been asked to send. A missing REPLICATION SLAVE right shows only
 * then: `onEnd` is told.
 * @throws the database's error when it cannot be reached or the log cannot be listed
 */
export async function openBinlogStream(options: BinlogStreamOptions): Promise<BinlogStream> {
  // loaded only where it is wanted
  const { default: Reader } = await import('@vlasky/zongji');
  const connection = { uri: options.url, dateStrings: true, enableKeepAlive: true };
  const reader = new Reader(connection as ConstructorParameters<typeof ZongJi>[0]);
  let isReady = false;
  let isOver = false;
  const start: ZongJiOptions = {
    serverId: SERVER_ID_BASE + Math.floor(Math.random() * SERVER_ID_BASE),
    startAtEnd: true,
    includeEvents: ['tablemap', 'writerows', 'updaterows', 'deleterows'],
    includeSchema: { [options.database]: [...options.tables] },
  };
  await new Promise<void>((resolve, reject) => {
    reader.on('ready', () => {
      isReady = true;
      resolve();
    });
    reader.on('error', (error: Error) => {
      if (isOver) return;
      isOver = true;
      reader.stop();
      if (isReady) options.onEnd(error);
      else reject(error);
    });
    reader.on('binlog', (event: unknown) => {
      if (isOver) return;
      const { tableId, tableMap } = event as RowsEvent;
      const table = tableMap[tableId]?.tableName;
      if (table === undefined) return;
      for (const change of changesOf(event as RowsEvent)) options.onChange(table, change);
    });
    reader.start(start);
  });
  return {
    close: () => {
      isOver = true;
      reader.stop();
    },
  };
}

function changesOf(event: RowsEvent): readonly RowChange[] {
  const kind = event.getEventName() as Kind | 'tablemap';
  const { rows = [] } = event as unknown as { rows?: readonly Record<string, unknown>[] };
  switch (kind) {
    case 'updaterows':
      return rows;
    case 'writerows':
      return rows.map((after) => ({ after }));
    case 'deleterows':
      return rows.map((before) => ({ before }));
    default:
      return [];
  }
}
