import { describe, expect, it } from 'vitest';
import { translateStatement } from './extra-statements.js';

describe("a case's own statement", () => {
  it.each([
    [
      "UPDATE vicidial_users SET api_allowed_functions=' version ' WHERE user='6672'",
      "UPDATE users SET api_allowed_functions=' version ' WHERE user='6672'",
    ],
    [
      "INSERT INTO vicidial_ip_list_entries SET ip_list_id='OFF,ICE',ip_address='127.0.0.1'",
      "INSERT INTO ip_list_entries (ip_list_id, ip_address) VALUES ('OFF,ICE', '127.0.0.1')",
    ],
    [
      "INSERT INTO live_channels VALUES ('IAX2/x','10.10.10.15','','8600071','x')",
      "INSERT INTO live_channels (channel, server_ip, channel_group, extension, channel_data) VALUES ('IAX2/x', '10.10.10.15', '', '8600071', 'x')",
    ],
    [
      'UPDATE vicidial_sessions_recent SET call_date=NOW() - INTERVAL 6 MINUTE',
      "UPDATE sessions_recent SET call_date=datetime('now', 'localtime', '-6 minutes')",
    ],
    ['DELETE FROM vicidial_dnc WHERE phone_number=1', 'DELETE FROM dnc WHERE phone_number=1'],
  ])('%s runs on the embedded database', (statement, translated) => {
    expect(translateStatement(statement, 'sqlite', '')).toBe(translated);
  });

  it('keeps its words on MySQL, with the prefix of the database', () => {
    const statement = "UPDATE vicidial_users SET last_login_date=NOW() WHERE user='6673'";
    expect(translateStatement(statement, 'mysql', 'vicidial_')).toBe(statement);
    expect(translateStatement(statement, 'mysql', '')).toBe(statement.replace('vicidial_', ''));
  });

  it('of an unknown shape is refused', () => {
    expect(() => translateStatement('DROP TABLE users', 'sqlite', '')).toThrow('cannot translate');
    expect(() => translateStatement('INSERT INTO x SELECT 1', 'sqlite', '')).toThrow(
      'cannot translate',
    );
  });
});
