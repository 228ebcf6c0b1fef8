import { datetime, enumeration, table, varchar } from '../columns.js';

export const webClientSessions = table(
  'web_client_sessions',
  { prefixed: false, unique: [['session_name']], indexes: [['extension']] },
  {
    extension: varchar(100),
    server_ip: varchar(15),
    program: enumeration('agc', 'vicidial', 'monitor', 'other').default('agc').nullable(),
    start_time: datetime(),
    session_name: varchar(40),
  },
);
