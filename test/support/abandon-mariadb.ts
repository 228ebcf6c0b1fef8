/** Starts a private MariaDB, says where it is and dies at once, without a chance to clean up. */
import { startPrivateMariadb } from './private-mariadb.js';

const server = await startPrivateMariadb();
process.stdout.write(`${server.url}\n`, () => process.kill(process.pid, 'SIGKILL'));
