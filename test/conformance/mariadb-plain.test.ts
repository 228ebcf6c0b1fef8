import { createMariadbDatabase } from '../support/database.js';
import { createLeastRightsUser } from '../support/least-rights.js';
import { describeConformance } from './suite.js';

await describeConformance({
  title: 'the plain schema on MariaDB, as the user of deploy/grant.sql',
  create: async (server) => {
    const database = await createMariadbDatabase({ server, prefix: '' });
    const user = await createLeastRightsUser(server, database, 'conformance_plain');
    const close = async () => {
      await database.close();
      await user.drop();
    };
    return { ...database, url: user.url, close };
  },
});
