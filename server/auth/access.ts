/** Whether the subject of a token may use the API at all, by its row of `users`. */
import type { DialerUser, Directory } from './directory.js';

/** @returns the row, or undefined when the user is unknown, inactive or without API access */
export async function findApiUser(
  directory: Directory,
  sub: string,
): Promise<DialerUser | undefined> {
  const row = await directory.user(sub);
  const isAllowed =
    row?.active === 'Y' && (row.user_level ?? 0) > 0 && row.vdc_agent_api_access === '1';
  return isAllowed ? row : undefined;
}

/**
 * @param allowed `users.api_allowed_functions`: names between spaces, or ALL_FUNCTIONS
 * @returns whether that user may call the function
 */
export function mayCall(allowed: string, name: string): boolean {
  return allowed.includes(` ${name} `) || /(^|\s)ALL_FUNCTIONS(\s|$)/.test(allowed);
}
