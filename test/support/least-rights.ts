/** The user that `deploy/grant.sql` creates, on a test's database. */
import { readFileSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import { onServer, type TestDatabase } from './database.js';

const PASSWORD = 'choose a password of your own';

export interface LeastRightsUser {
  /** As for `DATABASE_URL`. */
  readonly url: string;
  drop(): Promise<void>;
}

/** @param name unique on the server; @throws when a statement of the file fails */
export async function createLeastRightsUser(
  server: string,
  database: TestDatabase,
  name: string,
): Promise<LeastRightsUser> {
  const script = readFileSync(new URL('../../deploy/grant.sql', import.meta.url), 'utf8');
  const schema = new URL(database.url).pathname.slice(1);
  const connection = await createConnection({ uri: server, multipleStatements: true });
  await connection.query(
    script
      .replaceAll('asterisk.', `${schema}.`)
      .replaceAll("'vici_hub'", `'${name}'`)
      .replaceAll('`vicidial_', `\`${database.connection.installation.prefix}`),
  );
  await connection.end();
  const url = new URL(database.url);
  url.username = name;
  url.password = encodeURIComponent(PASSWORD);
  return { url: url.href, drop: () => onServer(server, `drop user '${name}'@'127.0.0.1'`) };
}
