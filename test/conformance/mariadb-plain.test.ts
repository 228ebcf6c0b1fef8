import { createMariadbDatabase } from '../support/database.js';
import { describeConformance } from './suite.js';

await describeConformance({
  title: 'our schema with plain names on MariaDB',
  create: (server) => createMariadbDatabase({ server, prefix: '' }),
});
