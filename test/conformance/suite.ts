/** Runs every due case over every transport on one form of the database. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { functions } from '../../protocol/functions/index.js';
import { readConfig } from '../../server/config.js';
import { startHub } from '../../server/start-hub.js';
import type { TestDatabase } from '../support/database.js';
import { fixtureTables, loadFixture } from '../support/fixture.js';
import { CaseCount } from './case-count.js';
import { dueCases, meantFunction, recordedFunctions } from './case-selection.js';
import { readCases } from './recorded-case.js';
import { startRemoteStub } from './remote-stub.js';
import { type CaseBench, runCase } from './run-case.js';
import { tableKeys } from './table-keys.js';
import { transports } from './transports.js';
import { createVtigerDatabase } from './vtiger.js';

export interface DatabaseForm {
  readonly title: string;
  readonly create: (server: string) => Promise<TestDatabase>;
  /** Embedded databases have one connection: the hub gets ours. */
  readonly shareConnection?: boolean;
}

/** Where the recording's remote cluster listened; our stub has a port of its own. */
const RECORDED_REMOTE = '127.0.0.1:18099';

const RECORDED_VTIGER = {
  address: "vtiger_server_ip='127.0.0.1'",
  name: "vtiger_dbname='vtiger'",
};

/** Functions of later versions, of which nothing was recorded. */
const NOT_RECORDED = ['send_notification', 'refresh_panel'];

export async function describeConformance(form: DatabaseForm): Promise<void> {
  const server = inject('mariadbUrl');
  const remote = await startRemoteStub();
  const vtiger = await createVtigerDatabase(server);
  const rewrite = (text: string) =>
    text
      .replaceAll(RECORDED_REMOTE, `127.0.0.1:${remote.port}`)
      .replaceAll(RECORDED_VTIGER.address, `vtiger_server_ip='${vtiger.address}'`)
      .replaceAll(RECORDED_VTIGER.name, `vtiger_dbname='${vtiger.name}'`);
  const cases = readCases(rewrite);
  const count = new CaseCount();

  describe(`the recorded cases on ${form.title}`, () => {
    let bench: CaseBench;
    let close: () => Promise<void> = async () => {};

    beforeAll(async () => {
      const database = await form.create(server);
      close = () => database.close();
      await loadFixture(database, { rewrite });
      const hub = await startHubOn(database, form.shareConnection ?? false);
      close = async () => {
        await hub.close();
        await database.close();
      };
      const tables = fixtureTables(database);
      bench = {
        hub,
        database,
        remote,
        tables,
        keys: tableKeys(cases),
        fixture: await database.store.read([...tables.keys()]),
      };
    });

    afterAll(async () => {
      await close();
      await remote.close();
      await vtiger.drop();
      count.print(form.title);
    });

    for (const transport of transports) {
      describe(`by ${transport.name}`, () => {
        for (const recorded of dueCases(cases)) {
          const reason = transport.reasonAgainst(recorded);
          if (reason !== undefined) {
            count.leaveOut(transport.name, reason);
            continue;
          }
          it(recorded.name, async () => {
            count.add(meantFunction(recorded), transport.name);
            expect(await runCase(bench, recorded, transport)).toEqual([]);
          });
        }
      });
    }

    it('were run for every function that the hub has, by every transport', () => {
      const without = Object.keys(functions)
        .filter((name) => !NOT_RECORDED.includes(name))
        .flatMap((name) =>
          transports
            .filter((transport) => count.of(name, transport.name) === 0)
            .map((transport) => `${name} by ${transport.name}`),
        );
      expect(without).toEqual([]);
      expect(recordedFunctions(cases).size).toBeGreaterThanOrEqual(28);
    });
  });
}

async function startHubOn(database: TestDatabase, shareConnection: boolean) {
  const jwtSecret = randomBytes(32).toString('hex');
  const config = readConfig({
    DATABASE_URL: database.url,
    HUB_PORT: '0',
    HUB_CACHE_MS: '0',
    HUB_JWT_SECRET: jwtSecret,
    HUB_RATE_LIMIT: '100000',
    HUB_LOG_LEVEL: 'silent',
    HUB_CCC_HOSTS: '127.0.0.1',
  });
  const { connection } = database;
  const hub = await startHub(config, shareConnection ? { connection } : undefined);
  return { url: `http://127.0.0.1:${hub.port}`, jwtSecret, close: () => hub.close() };
}
