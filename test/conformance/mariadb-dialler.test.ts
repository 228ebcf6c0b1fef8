import { createMariadbDatabase } from '../support/database.js';
import { describeConformance } from './suite.js';

await describeConformance({
  title: "a dialler's schema on MariaDB",
  create: (server) => createMariadbDatabase({ server, prefix: 'vicidial_', schema: 'dialler' }),
});
