/**
 * Tells the cluster that a call came from (CCC) to act on its fronter: one request to the API that
 * the cluster's settings container names, noted in `url_log` without its password.
 */
import { firstRow } from '../../database/first-row.js';
import { OutboundError } from '../../outbound/outbound-http.js';
import type { FunctionContext } from '../engine/api-function.js';

/** What a container's URL asks for, and the paths of the API that it names; ours are put there. */
const ASKED_FOR = 'ccc_lead_info';
const ADMIN_API = /(?:vicidial|admin)\/non_agent_/g;
const AGENT_API = 'agc/';

/**
 * @param name of the function to be run there
 * @param lead_id the lead here
 * @returns the container that was used; undefined: none, or its cluster did not answer well
 */
export async function tellRemoteCluster(
  context: FunctionContext,
  name: string,
  lead_id: number,
): Promise<string | undefined> {
  const remote = await readRemote(context, lead_id);
  if (!remote) return undefined;
  const command = `${name}&value=CCC_REMOTE&lead_id=${remote.lead_id}&agent_user=CCC_REMOTE`;
  const url = remote.entry.replaceAll(ASKED_FOR, command).replace(ADMIN_API, AGENT_API);
  const url_log_id = await beginLog(context, url);
  const startedAt = performance.now();
  const { answered, text } = await send(context, url);
  await context.db
    .updateTable('url_log')
    .set({
      response_sec: Math.floor((performance.now() - startedAt) / 1000),
      url_response: withoutPasswordsOf(url, text.replaceAll(';', '')),
    })
    .where('url_log_id', '=', url_log_id)
    .execute();
  return answered ? remote.container_id : undefined;
}

/** The newest transfer of the lead from another cluster, and that cluster's container. */
async function readRemote({ db }: FunctionContext, lead_id: number) {
  const transfer = await db
    .selectFrom('ccc_log')
    .select(['remote_lead_id', 'container_id'])
    .where('lead_id', '=', lead_id)
    .orderBy('call_date', 'desc')
    .limit(firstRow)
    .executeTakeFirst();
  const container_id = transfer?.container_id ?? '';
  if (!transfer || container_id === '') return undefined;
  const container = await db
    .selectFrom('settings_containers')
    .select('container_entry')
    .where('container_id', '=', container_id)
    .limit(firstRow)
    .executeTakeFirst();
  const entry = container?.container_entry?.trim() ?? '';
  if (entry === '') return undefined;
  return { container_id, entry, lead_id: transfer.remote_lead_id ?? '' };
}

/** The row stands before the request: what was sent stays known whatever comes of it. */
async function beginLog({ db, moment }: FunctionContext, url: string): Promise<number> {
  const { insertId } = await db
    .insertInto('url_log')
    .values({
      uniqueid: '',
      url_date: moment.now,
      url_type: 'start',
      url: emptyPasswords(url.replaceAll(';', '')),
      url_response: '',
    })
    .executeTakeFirst();
  return Number(insertId ?? 0);
}

async function send(
  { outbound }: FunctionContext,
  url: string,
): Promise<{ answered: boolean; text: string }> {
  if (!outbound) return { answered: false, text: 'requests to other systems are switched off' };
  try {
    const { status, body } = await outbound.get(url);
    if (status >= 400) return { answered: false, text: `HTTP status ${status}` };
    if (body === '') return { answered: false, text: 'an empty answer' };
    return { answered: true, text: body };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return { answered: false, text: error.message };
  }
}

function emptyPasswords(text: string): string {
  return text.replace(/(pass=)[^&#\s]*/gi, '$1').replace(/(:\/\/)[^/?#@\s]*@/g, '$1');
}

/** A remote that repeats what it was asked must not bring the password into the log. */
function withoutPasswordsOf(url: string, text: string): string {
  let cleaned = emptyPasswords(text);
  for (const password of passwordsOf(url)) {
    cleaned = cleaned.replaceAll(wholeWord(password), '');
  }
  return cleaned;
}

function passwordsOf(url: string): Set<string> {
  const found = [...url.matchAll(/pass=([^&#\s]*)/gi)].map(([, password = '']) => password);
  const signedIn = /:\/\/[^/?#@:]*:([^/?#@]*)@/.exec(url)?.[1];
  if (signedIn) found.push(signedIn);
  const spellings = found.flatMap((password) => [password, decoded(password)]);
  return new Set(spellings.filter((password) => password !== ''));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text; // not percent-encoded
  }
}

/** An id that merely contains the password stays readable. */
function wholeWord(text: string): RegExp {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, 'g');
}
