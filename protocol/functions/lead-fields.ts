/** The fields of a lead that the API may set, shared by `external_add_lead` and `update_fields`. */
import { birthDate, count, gmtOffset, leadPhone, text, word } from '../parameters.js';

/** `list.rank` is a signed smallint. */
const RANK_MAX = 32_767;

/** Required where a lead is added. */
export const phoneCode = leadPhone(10, /[0-9X]/);

/** Sizes are those of the columns of `list`; the order is the one in which screens are told. */
export const leadFields = {
  phone_code: phoneCode.optional(),
  address1: text(100).optional(),
  address2: text(100).optional(),
  address3: text(100).optional(),
  alt_phone: text(12).optional(),
  city: text(50).optional(),
  comments: text(255).optional(),
  country_code: text(3).optional(),
  date_of_birth: birthDate().optional().meta({ description: 'YYYY-MM-DD' }),
  email: text(70).optional(),
  first_name: text(30).optional(),
  gender: word('M', 'F', 'U').optional(),
  gmt_offset_now: gmtOffset().optional().meta({ description: 'hours from UTC' }),
  last_name: text(30).optional(),
  middle_initial: text(1).optional(),
  phone_number: leadPhone(18, /[0-9*#]/).optional(),
  postal_code: text(10).optional(),
  province: text(50).optional(),
  security_phrase: text(100).optional(),
  source_id: text(50).optional(),
  state: text(2).optional(),
  title: text(4).optional(),
  vendor_lead_code: text(20).optional(),
  rank: count(RANK_MAX).optional(),
  owner: text(20).optional(),
} as const;

export type LeadField = keyof typeof leadFields;

export const LEAD_FIELDS = Object.keys(leadFields) as readonly LeadField[];
