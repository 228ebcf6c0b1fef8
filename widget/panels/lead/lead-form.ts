/** The fields of a lead as a form, in the order in which people need them. */
import type { LeadField } from '../../../protocol/functions/lead-fields.js';
import type { PanelWords } from '../../words/panel-words.js';
import type { Field } from '../form-panel.js';

/** How many characters each column holds. */
const SIZES: Partial<Record<LeadField, number>> = {
  first_name: 30,
  last_name: 30,
  phone_number: 18,
  alt_phone: 12,
  email: 70,
  vendor_lead_code: 20,
  city: 50,
  postal_code: 10,
  state: 2,
  province: 50,
  country_code: 3,
  comments: 255,
  title: 4,
  middle_initial: 1,
  phone_code: 10,
  source_id: 50,
  owner: 20,
  rank: 5,
  gmt_offset_now: 6,
};

const TYPES: Partial<Record<LeadField, string>> = {
  comments: 'area',
  date_of_birth: 'date',
  email: 'email',
  phone_number: 'tel',
  alt_phone: 'tel',
};

type Texts = PanelWords['lead'];

export const leadFieldNames = (texts: Texts) => Object.keys(texts.fields) as LeadField[];

export function leadField(name: LeadField, texts: Texts): Field {
  return {
    label: texts.fields[name],
    type: TYPES[name],
    max: SIZES[name],
    options: name === 'gender' ? [['', '–'], ...Object.entries(texts.gender)] : undefined,
    className: name === 'comments' || name.startsWith('address') ? 'wide' : undefined,
  };
}
