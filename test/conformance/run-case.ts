/** Sends one recorded case and judges everything that it did. */
import type { TestDatabase } from '../support/database.js';
import { PREFIX } from '../support/dialler-schema.js';
import type { Row } from '../support/table-store.js';
import {
  leakProblems,
  logProblems,
  type ObservedTable,
  responseProblems,
  tableProblems,
} from './compare.js';
import { translateStatement } from './extra-statements.js';
import type { CaseFacts } from './placeholders.js';
import type { RecordedCase } from './recorded-case.js';
import type { RemoteStub } from './remote-stub.js';
import { diffTable } from './table-diff.js';
import type { HubAddress, Transport } from './transports.js';

export interface CaseBench {
  readonly hub: HubAddress;
  readonly database: TestDatabase;
  readonly remote: RemoteStub;
  /** Real table name -> the dialler's name, of every table that is watched. */
  readonly tables: ReadonlyMap<string, string>;
  /** The dialler's name -> columns that tell its rows apart. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  /** The fixture as this database holds it. */
  readonly fixture: ReadonlyMap<string, readonly Row[]>;
}

/** @returns what was not as recorded; the fixture stands again afterwards */
export async function runCase(
  bench: CaseBench,
  recorded: RecordedCase,
  transport: Transport,
): Promise<string[]> {
  const { database, remote, tables } = bench;
  const names = [...tables.keys()];
  let after: ReadonlyMap<string, readonly Row[]> | undefined;
  try {
    for (const statement of recorded.extra_fixture) {
      const { engine, installation } = database.connection;
      await database.store.execute(translateStatement(statement, engine, installation.prefix));
    }
    const before =
      recorded.extra_fixture.length > 0 ? await database.store.read(names) : bench.fixture;
    remote.prepare(remoteAnswer(recorded));
    const sentAt = Date.now();
    const answer = await transport.send(bench.hub, recorded);
    const answeredAt = Date.now();
    after = await database.store.read(names);
    const observed = names.map((name) => observe(bench, name, before, after ?? before));
    const facts: CaseFacts = {
      sentAt,
      answeredAt,
      toEpochMs: (text) => database.connection.clock.toEpochMs(text),
      newLeadId: newLeadId(observed),
    };
    return judge(bench, recorded, transport, { answer, observed, facts });
  } finally {
    await restore(bench, after ?? (await database.store.read(names)));
  }
}

function judge(
  bench: CaseBench,
  recorded: RecordedCase,
  transport: Transport,
  seen: { answer: string; observed: ObservedTable[]; facts: CaseFacts },
): string[] {
  const { expect } = recorded;
  const { answer, observed, facts } = seen;
  const problems = responseProblems(transport.expectedAnswer(recorded), answer, facts);
  const written = [{ where: 'answer', text: answer }];
  const unseen = new Set(Object.keys(expect.rows));
  for (const table of observed) {
    unseen.delete(table.table);
    for (const text of newTexts(table)) written.push({ where: table.table, text });
    if (table.table === `${PREFIX}api_log`) {
      const { inserted, deleted, updated } = table.diff;
      problems.push(...logProblems(expect.api_log, [...inserted].sort(byApiId), facts));
      if (deleted.length + updated.length > 0) problems.push('api_log: rows may only be added');
    } else {
      problems.push(...tableProblems(table, expect.rows[table.table], facts));
    }
  }
  for (const table of unseen) problems.push(`${table}: this database lacks the table`);
  const { requests } = bench.remote;
  const wanted = expect.remote_requests ?? [];
  if (JSON.stringify(requests) !== JSON.stringify(wanted)) {
    problems.push(`remote: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(requests)}`);
  }
  return [...problems, ...leakProblems(recorded, written)];
}

function observe(
  bench: CaseBench,
  name: string,
  before: ReadonlyMap<string, readonly Row[]>,
  after: ReadonlyMap<string, readonly Row[]>,
): ObservedTable {
  const table = bench.tables.get(name) ?? name;
  const columns = bench.database.store.columns.get(name) ?? [];
  const key = bench.keys.get(table) ?? [];
  const olds = before.get(name) ?? [];
  return {
    table,
    columns,
    before: olds,
    diff: diffTable(
      olds,
      after.get(name) ?? [],
      key.every((column) => columns.includes(column)) ? key : [],
    ),
  };
}

/** Counted or measured: they may come to look like any password of digits. */
const NUMBERS = new Set(['api_id', 'run_time']);

function newTexts({ diff }: ObservedTable): string[] {
  const texts = [
    ...diff.inserted.flatMap((row) =>
      Object.entries(row)
        .filter(([column]) => !NUMBERS.has(column))
        .map(([, text]) => text),
    ),
    ...diff.updated.flatMap(({ after, columns }) => columns.map((column) => after[column])),
  ];
  return texts.filter((text): text is string => typeof text === 'string');
}

function newLeadId(observed: readonly ObservedTable[]): string | undefined {
  const list = observed.find(({ table }) => table === `${PREFIX}list`);
  return list?.diff.inserted[0]?.lead_id ?? undefined;
}

function remoteAnswer({ expect }: RecordedCase): string {
  const [log] = expect.rows[`${PREFIX}url_log`]?.inserted ?? [];
  return log?.url_response ?? '';
}

function byApiId(a: Row, b: Row): number {
  return Number(a.api_id) - Number(b.api_id);
}

async function restore(bench: CaseBench, now: ReadonlyMap<string, readonly Row[]>): Promise<void> {
  for (const [name, rows] of now) {
    const fixture = bench.fixture.get(name) ?? [];
    if (JSON.stringify(rows) !== JSON.stringify(fixture)) {
      await bench.database.store.replace(name, fixture);
    }
  }
}
