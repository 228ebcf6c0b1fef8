/**
 * Cleaning of parameters (answers, section 1.2): characters that a parameter cannot hold are
 * deleted; the cleaned text is what is judged, echoed, logged and stored.
 */

/** What a parameter keeps: a character class without brackets, letters written as `L`. */
interface Rule {
  readonly kept: string;
  /** A literal plus becomes a space before anything is deleted. */
  readonly plusIsSpace?: boolean;
  /** Letters stay A-Z a-z even where the system allows any letter. */
  readonly ascii?: boolean;
}

const WORD = { kept: 'L0-9_-' };
const ALPHANUMERIC = { kept: 'L0-9' };
const CAPITALS = { kept: 'A-Z', ascii: true };
const DIGITS = { kept: '0-9', ascii: true };
const ADDRESS = { kept: "L0-9 '.:/@_-", plusIsSpace: true };
const PERSON = { kept: "L0-9 '_.-", plusIsSpace: true };
const NOTE = { kept: 'L0-9 ._-', plusIsSpace: true };
/** Everything but `;` and `#`. */
const FREE = { kept: '^;#', plusIsSpace: true, ascii: true };

const RULES: Readonly<Record<string, Rule>> = {
  user: WORD,
  agent_user: WORD,
  function: WORD,
  search: WORD,
  preview: WORD,
  focus: WORD,
  dial_ingroup: WORD,
  cid_choice: WORD,
  outbound_cid: WORD,
  status: WORD,
  recipient: WORD,
  value: { kept: 'L0-9|_-' },
  source: ALPHANUMERIC,
  alt_user: ALPHANUMERIC,
  group_alias: ALPHANUMERIC,
  dial_prefix: ALPHANUMERIC,
  middle_initial: ALPHANUMERIC,
  format: ALPHANUMERIC,
  text_color: ALPHANUMERIC,
  md_check: { kept: 'A-Za-z0-9', ascii: true },
  tw_check: { kept: 'A-Za-z0-9', ascii: true },
  blended: CAPITALS,
  set_as_default: CAPITALS,
  vtiger_callback: CAPITALS,
  dial_override: CAPITALS,
  consultative: CAPITALS,
  callback_type: CAPITALS,
  country_code: CAPITALS,
  gender: CAPITALS,
  alt_dial: { kept: 'A-Z0-9', ascii: true },
  phone_code: { kept: '0-9X', ascii: true },
  phone_number: { kept: '0-9*#', ascii: true },
  lead_id: DIGITS,
  rank: DIGITS,
  text_size: DIGITS,
  duration: DIGITS,
  maxParticleCount: DIGITS,
  particleSpeed: DIGITS,
  multi_dial_phones: { kept: '0-9,', ascii: true },
  gmt_offset_now: { kept: '0-9_.-', ascii: true },
  date_of_birth: { kept: '0-9-', ascii: true },
  notification_date: { kept: '0-9 :-', ascii: true },
  vendor_id: FREE,
  vendor_lead_code: FREE,
  source_id: FREE,
  comments: FREE,
  notification_text: FREE,
  notes: NOTE,
  callback_comments: NOTE,
  callback_datetime: { kept: 'L0-9 :._-', plusIsSpace: true },
  ingroup_choices: { kept: 'L0-9 _-', plusIsSpace: true },
  qm_dispo_code: { kept: 'L0-9._-' },
  title: { kept: "L0-9 '_.-" },
  first_name: PERSON,
  last_name: PERSON,
  alt_phone: PERSON,
  province: PERSON,
  address1: ADDRESS,
  address2: ADDRESS,
  address3: ADDRESS,
  city: ADDRESS,
  security_phrase: ADDRESS,
  owner: ADDRESS,
  email: { kept: "L0-9 '.:/@%_-", plusIsSpace: true },
  state: { kept: 'L0-9 -' },
  postal_code: { kept: 'L0-9 -', plusIsSpace: true },
  stage: { kept: '^\'"\\\\;', ascii: true },
  recipient_type: { kept: 'L_' },
  notification_retry: { kept: 'YNyn', ascii: true },
  show_confetti: { kept: 'YNyn', ascii: true },
  text_font: { kept: 'L, -' },
  text_weight: { kept: 'L,' },
  close_window_link: { kept: 'A-Za-z0-9_-', ascii: true },
  language: { kept: 'A-Za-z0-9_-', ascii: true },
  dnc_check: { kept: 'A-Za-z0-9_-', ascii: true },
  campaign_dnc_check: { kept: 'A-Za-z0-9_-', ascii: true },
};

const compile = (letters: string) =>
  new Map(
    Object.entries(RULES).map(([name, rule]) => {
      const kept = rule.ascii ? rule.kept : rule.kept.replace('L', letters);
      const deleted = kept.startsWith('^') ? `[${kept.slice(1)}]` : `[^${kept}]`;
      return [name, { deleted: new RegExp(deleted, 'gu'), plusIsSpace: rule.plusIsSpace ?? false }];
    }),
  );

const LATIN = compile('A-Za-z');
const ANY_LETTER = compile('\\p{L}');

/**
 * @param anyLetter `system_settings.use_non_latin`: letters are those of every script
 * @returns the text without the characters that this parameter cannot hold; a parameter without
 *   a rule (the password) comes back as it is
 */
export function sanitizeParameter(name: string, text: string, anyLetter: boolean): string {
  const rule = (anyLetter ? ANY_LETTER : LATIN).get(name);
  if (!rule) return text;
  return (rule.plusIsSpace ? text.replaceAll('+', ' ') : text).replace(rule.deleted, '');
}
