import { createSqliteDatabase } from '../support/database.js';
import { describeConformance } from './suite.js';

await describeConformance({
  title: 'the embedded database',
  create: () => createSqliteDatabase(),
  shareConnection: true,
});
