/** Invented people and places; numbers are from the range kept for fiction (555-0100 to 0199). */
import type { Random } from '../random.js';

export const FIRST_NAMES = [
  'Alma',
  'Bruno',
  'Celia',
  'Dario',
  'Edda',
  'Florian',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Kira',
  'Levin',
  'Mona',
  'Nadia',
  'Otis',
  'Pia',
  'Quentin',
  'Rosa',
  'Silas',
  'Tilda',
  'Ugo',
  'Vera',
  'Wanda',
  'Xenia',
  'Yara',
  'Zeno',
] as const;

export const LAST_NAMES = [
  'Amberfield',
  'Brightwater',
  'Cloverdale',
  'Dovecote',
  'Elderwood',
  'Foxglove',
  'Greenmeadow',
  'Hazelbrook',
  'Ivorymoor',
  'Juniperhill',
  'Kestrelby',
  'Larkmeadow',
  'Maplewick',
  'Nettlecombe',
  'Oakhaven',
  'Pebbleford',
  'Quillmarsh',
  'Rosethorn',
  'Silverbirch',
  'Thistledown',
  'Umberley',
  'Violetglen',
  'Willowmere',
  'Yarrowgate',
  'Zephyrine',
] as const;

const STREETS = [
  'Lantern Lane',
  'Orchard Way',
  'Tidewater Road',
  'Copper Street',
  'Larch Avenue',
  'Mill Row',
  'Harbor Steps',
  'Juniper Court',
  'Windmill Drive',
  'Station Parade',
] as const;

const PLACES = [
  { city: 'Port Larkin', state: 'FL', postal: '34' },
  { city: 'Maple Hollow', state: 'OH', postal: '44' },
  { city: 'Cinder Bay', state: 'OR', postal: '97' },
  { city: 'Willow Point', state: 'TX', postal: '78' },
  { city: 'North Ferry', state: 'ME', postal: '04' },
  { city: 'Amber Springs', state: 'CO', postal: '80' },
] as const;

const REMARKS = [
  'Prefers calls in the afternoon.',
  'Asked for the spring catalogue.',
  'Has two open orders.',
  'Moved here last year.',
  'Customer since the first day.',
  'Likes short calls.',
] as const;

/** A full name for agent number `index`; no two of the first 650 are equal. */
export function agentName(index: number): string {
  const first = FIRST_NAMES[index % FIRST_NAMES.length];
  const turn = Math.floor(index / FIRST_NAMES.length);
  return `${first} ${LAST_NAMES[(index * 7 + turn) % LAST_NAMES.length]}`;
}

/** Ten digits, different for each index below 78,000. */
export function fictionalNumber(index: number): string {
  const area = 201 + (Math.floor(index / 100) % 780);
  return `${area}55501${String(index % 100).padStart(2, '0')}`;
}

/** One customer's data in the columns of `list`. */
export function customer(index: number, random: Random) {
  const first = random.pick(FIRST_NAMES);
  const last = random.pick(LAST_NAMES);
  const place = random.pick(PLACES);
  const year = random.between(1945, 2004);
  const month = String(random.between(1, 12)).padStart(2, '0');
  const day = String(random.between(1, 28)).padStart(2, '0');
  return {
    phone_number: fictionalNumber(index * 3),
    alt_phone: fictionalNumber(index * 3 + 1),
    // agents dial a third number from here (ADDR3)
    address3: fictionalNumber(index * 3 + 2),
    title: random.pick(['', '', '', 'Dr']),
    first_name: first,
    middle_initial: random.pick([...'ABCDEFGHJKLMNPRSTW']),
    last_name: last,
    address1: `${random.between(1, 980)} ${random.pick(STREETS)}`,
    address2: random.chance(0.3) ? `Flat ${random.between(1, 24)}` : '',
    city: place.city,
    state: place.state,
    province: '',
    postal_code: `${place.postal}${String(random.between(0, 999)).padStart(3, '0')}`,
    country_code: 'USA',
    gender: random.pick(['M', 'F', 'U'] as const),
    date_of_birth: `${year}-${month}-${day}`,
    email: `${first}.${last}${index}@example.com`.toLowerCase(),
    security_phrase: `blue lantern ${random.between(100, 999)}`,
    comments: random.pick(REMARKS),
  };
}
