/** Whether an answer and its log rows have forms that are documented. */
import { reasons } from '../../protocol/reasons.js';
import type { Row } from '../support/table-store.js';

const REFUSALS = new Set<string>(Object.values(reasons).map(({ message }) => message));

/** Reasons that hold values. */
const REFUSALS_WITH_VALUES = [
  /^\S* DOES NOT EXIST in (users|user_groups|campaigns)$/,
  /^ACCESS TO (CAMPAIGN|USER GROUP) \S+ NOT ALLOWED FOR USER 6666/,
  /^found \S+ as (USER|USER_GROUP|CAMPAIGN)$/,
  /^Invalid notification date [0-9 :-]*, changing to now$/,
];

const SUCCESSES = [
  /^[a-z_]+ function (set|sent)$/,
  /^lead added$/,
  /^notification queued$/,
  /^refresh_panel request sent$/,
  /^ra_call_control (hungup|transferred)$/,
  /^(set_timer_action|update_fields) lead updated$/,
  /^st_get_agent_active_lead lead found$/,
  /^st_login_log user found$/,
  /^SUCCESS: calls_in_queue_count - \d+$/,
  /^force_fronter_audio_stop function SENT$/,
  /^SUCCESS: force_fronter_leave_3way SENT - \S+$/,
];

/** Answers that do not begin with their level. */
const OTHER_FORMS: Readonly<Record<string, RegExp>> = {
  version: /^VERSION: \S+\|BUILD: \S+\|DATE: [0-9 :-]{19}\|EPOCH: \d+$/,
  webserver: /^Webserver Data:\n/,
  'webphone_url active and displayed': /^https?:/,
  'webphone_url active and launched': /^<META HTTP-EQUIV=Refresh /,
};

/** No one of our inputs holds these. */
const LEAK =
  /vicidial_|\bselect .* from |insert into |update .* set |sqlite|sqlstate|syntax error|\bat \S+\.[jt]s\b/i;

/**
 * @param rows of api_log that the command added, in order
 * @returns what is not as documented
 */
export function answerProblems(text: string, rows: readonly Row[], password: string): string[] {
  const problems: string[] = [];
  if (rows.length === 0) problems.push('nothing was logged');
  let at = 0;
  for (const row of rows) {
    const { result, result_reason: reason } = row;
    if (!isDocumented(row)) problems.push(`not documented: ${result}: ${reason}`);
    const form = OTHER_FORMS[reason || (row.function ?? '')];
    const line = reason?.startsWith('SUCCESS: ') ? reason : `${result}: ${reason}`;
    const found = form ? text.search(form) : text.indexOf(line, at);
    const before = text.slice(0, Math.max(found, 0));
    if (found < 0 || !/(^|\n|^Invalid recipient_type \([\p{L}_]*\), )$/u.test(before)) {
      problems.push(`logged, but not printed: ${line}`);
    }
    at = found + 1;
  }
  const printed = text.match(
    /^(Invalid recipient_type \([\p{L}_]*\), )?(ERROR|SUCCESS|NOTICE): /gmu,
  );
  const isOtherForm = rows.some(({ function: name, result_reason }) =>
    Object.hasOwn(OTHER_FORMS, result_reason || (name ?? '')),
  );
  if (!isOtherForm && printed?.length !== rows.length) {
    problems.push(`${printed?.length} lines, ${rows.length} log rows`);
  }
  const written = [text, ...rows.flatMap((row) => Object.values(row))].join('\n');
  if (LEAK.test(written)) problems.push('tells of the database or the program');
  if (written.includes(password)) problems.push('tells the password');
  return problems;
}

function isDocumented({ result, result_reason, function: name }: Row): boolean {
  const reason = result_reason ?? '';
  if (result === 'SUCCESS') {
    return SUCCESSES.some((form) => form.test(reason)) || (reason === '' && name !== '');
  }
  return (
    (result === 'ERROR' || result === 'NOTICE') &&
    (REFUSALS.has(reason) || REFUSALS_WITH_VALUES.some((form) => form.test(reason)))
  );
}
