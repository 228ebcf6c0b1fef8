/** Login with user and password (answers, section 1.4): text API and token endpoint share it. */
import { createHash, timingSafeEqual } from 'node:crypto';
import bcrypt from 'bcryptjs';
import { sql } from 'kysely';
import type { DatabaseConnection } from '../database/connect.js';
import { firstRow } from '../database/first-row.js';
import type { DialerUser, Directory, SystemSettings } from './directory.js';
import type { LoginFailures } from './login-failures.js';

/** Why a login was refused; `GOOD` with `mayUseApi: false` is a right password without API access. */
export type LoginWord = 'GOOD' | 'BAD' | 'LOCK' | 'ERRSERVERS' | 'IPBLOCK';

export interface LoginResult {
  readonly accepted: boolean;
  readonly word: LoginWord;
  /** `users.vdc_agent_api_access` is set. */
  readonly mayUseApi: boolean;
  readonly user: DialerUser | undefined;
}

export interface LoginServices {
  readonly connection: DatabaseConnection;
  readonly directory: Directory;
  readonly loginFailures: LoginFailures;
}

const FAILURES_BEFORE_LOCK = 10;
const LOCK_MS = 900_000;

/**
 * @param user cleaned user name
 * @param pass as sent, compared whole and byte for byte
 * @param ip address of the caller
 * @throws the database's error
 */
export async function login(
  services: LoginServices,
  user: string,
  pass: string,
  ip: string,
): Promise<LoginResult> {
  // answered like a locked account, and nothing is counted against the account that was named
  if (services.loginFailures.blockedFor(ip) > 0) {
    return { accepted: false, word: 'LOCK', mayUseApi: false, user: undefined };
  }
  const [settings, row] = await Promise.all([
    services.directory.settings(),
    services.directory.user(user),
  ]);
  const mayUseApi = row?.vdc_agent_api_access === '1';
  const matches = await passwordMatches(settings, row, pass);
  let word: LoginWord;
  if (
    row &&
    matches &&
    row.active === 'Y' &&
    (row.user_level ?? 0) > 0 &&
    !isLocked(services, row)
  ) {
    word = await checkPlace(services, settings, row, ip);
  } else {
    word = row ? await countFailure(services, row, ip) : 'BAD';
  }
  if (word !== 'GOOD') services.loginFailures.count(ip);
  const accepted = word === 'GOOD' && mayUseApi && user.length >= 2 && pass.length >= 2;
  return { accepted, word, mayUseApi, user: row };
}

/** Takes the same time whether or not there is such a user. */
async function passwordMatches(
  settings: SystemSettings,
  row: DialerUser | undefined,
  pass: string,
): Promise<boolean> {
  if (Number(settings.pass_hash_enabled) > 0) {
    const hash = await hashPassword(pass, settings.pass_key ?? '', settings.pass_cost ?? '2');
    return hash !== undefined && sameText(hash, row?.pass_hash ?? '') && row !== undefined;
  }
  return sameText(pass, row?.pass ?? '') && row !== undefined;
}

function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

const KEY_LENGTH = 16;
const HASH_LENGTH = 31;

/**
 * `users.pass_hash`: the last 31 characters of bcrypt with the site-wide key as salt.
 * @returns undefined when the system's key or cost cannot be used
 */
async function hashPassword(
  pass: string,
  pass_key: string,
  pass_cost: string | number,
): Promise<string | undefined> {
  const key = Buffer.from(pass_key, 'latin1');
  const cost = Number(pass_cost);
  if (key.length !== KEY_LENGTH || !(cost >= 4 && cost <= 31)) return undefined;
  const salt = bcrypt.encodeBase64([...key], KEY_LENGTH);
  const hash = await bcrypt.hash(pass, `$2a$${String(cost).padStart(2, '0')}$${salt}`);
  return hash.slice(-HASH_LENGTH);
}

function isLocked({ connection: { clock } }: LoginServices, row: DialerUser): boolean {
  if ((row.failed_login_count ?? 0) < FAILURES_BEFORE_LOCK) return false;
  const lastLogin = clock.toEpochMs(row.last_login_date);
  return !(lastLogin > 0 && lastLogin < clock.nowMs() - LOCK_MS);
}

async function countFailure(
  services: LoginServices,
  row: DialerUser,
  ip: string,
): Promise<LoginWord> {
  const { connection, directory } = services;
  const { db, clock } = connection;
  const locked = isLocked(services, row);
  const lockOver = !locked && (row.failed_login_count ?? 0) >= FAILURES_BEFORE_LOCK;
  await db
    .updateTable('users')
    .set((eb) => ({
      failed_login_attempts_today: eb('failed_login_attempts_today', '+', 1),
      ...(locked
        ? { failed_last_type_today: '03cLOCK' }
        : {
            failed_login_count: lockOver ? sql<number>`1` : eb('failed_login_count', '+', 1),
            failed_login_count_today: eb('failed_login_count_today', '+', 1),
            failed_last_ip_today: ip,
            failed_last_type_today: lockOver ? '02cBAD' : '01cBAD',
            ...(lockOver ? { last_login_date: clock.moment().now } : {}),
          }),
    }))
    .where('user', '=', row.user ?? '')
    .execute();
  directory.forgetUser(row.user ?? '');
  return locked ? 'LOCK' : 'BAD';
}

/** A right password from the wrong place, or without a dialler to serve. */
async function checkPlace(
  { connection: { db } }: LoginServices,
  settings: SystemSettings,
  row: DialerUser,
  ip: string,
): Promise<LoginWord> {
  const server = await db
    .selectFrom('servers')
    .select('server_ip')
    .where('active', '=', 'Y')
    .where('active_asterisk_server', '=', 'Y')
    .limit(firstRow)
    .executeTakeFirst();
  let word: LoginWord = server ? 'GOOD' : 'ERRSERVERS';
  if (Number(settings.allow_ip_lists) > 0 && !(Number(row.ignore_ip_list) > 0)) {
    const group = await db
      .selectFrom('user_groups')
      .select('api_ip_list')
      .where('user_group', '=', row.user_group ?? '')
      .limit(firstRow)
      .executeTakeFirst();
    const onList = async (ip_list_id: string) =>
      (await db
        .selectFrom('ip_list_entries')
        .select('ip_address')
        .where('ip_list_id', '=', ip_list_id)
        .where('ip_address', 'in', [ip, ip.replace(/\.\d+$/, '.x')])
        .limit(firstRow)
        .executeTakeFirst()) !== undefined;
    const blacklist = settings.system_ip_blacklist ?? '';
    const whitelist = group?.api_ip_list ?? '';
    if (blacklist.length > 1 && (await onList(blacklist))) word = 'IPBLOCK';
    if (whitelist.length > 1 && !(await onList(whitelist))) word = 'IPBLOCK';
  }
  if (word !== 'GOOD') {
    await db
      .updateTable('users')
      .set((eb) => ({
        failed_login_attempts_today: eb('failed_login_attempts_today', '+', 1),
        failed_last_type_today: `04c${word}`,
      }))
      .where('user', '=', row.user ?? '')
      .execute();
  }
  return word;
}
