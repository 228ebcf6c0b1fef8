/**
 * `node --import ./tasks/ts-loader.mjs bench/binlog.ts [--seconds N]`: from a commit by someone else
 * to the subscriber's frame, polled and with the row log's bell; and what 1,000 heart-beating agents
 * cost the hub. Needs `npm run build` first.
 */
import { parseArgs } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { HubClient } from '../server/client.js';
import { createMariadbDatabase } from '../test/support/database.js';
import { loadFixture } from '../test/support/fixture.js';
import { signToken } from '../test/support/hub-on-fixture.js';
import { startPrivateMariadb } from '../test/support/private-mariadb.js';
import { startHubProcess } from './hub-process.js';
