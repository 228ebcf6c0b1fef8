/** Lead fields as the API has them (text), turned into what `list` stores. */
import type { Updateable } from 'kysely';
import type { LeadField } from '../../../protocol/functions/lead-fields.js';
import type { DialerTables } from '../../database/database.js';

type LeadColumns = Pick<Updateable<DialerTables['list']>, LeadField>;

const NO_DATE = '0000-00-00';

/**
 * @param fields valid values; an empty one blanks its column: numbers become 0, the date "no date"
 * @returns columns that mean the same to MySQL and SQLite
 */
export function leadColumns(fields: Readonly<Partial<Record<LeadField, string>>>): LeadColumns {
  const columns: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(fields)) columns[name] = stored(name, value);
  // an empty gender is what a dialler stores for "not given", though the column does not list it
  return columns as LeadColumns;
}

function stored(name: string, value: string): string | number {
  switch (name) {
    case 'rank':
      return Number(value);
    case 'gmt_offset_now':
      return Number(value).toFixed(2);
    case 'date_of_birth':
      return value || NO_DATE;
    default:
      return value;
  }
}
