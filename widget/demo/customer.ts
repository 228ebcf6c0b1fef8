/** The customer as this CRM's own server gives him, and his record on the page. */
import { byId, setPhone, setText } from './page.js';

export interface Customer {
  lead_id: number;
  title: string | null;
  first_name: string | null;
  last_name: string | null;
  phone_number: string | null;
  alt_phone?: string | null;
  address1: string | null;
  city: string | null;
  state: string | null;
  postal_code: string | null;
  email: string | null;
  comments: string | null;
  vendor_lead_code: string | null;
}

/** @returns undefined when there is no such customer, or he cannot be read now */
export async function fetchCustomer(leadId: number): Promise<Customer | undefined> {
  try {
    const response = await fetch(`/demo/customer?lead_id=${leadId}`);
    return response.ok ? ((await response.json()) as Customer) : undefined;
  } catch {
    return undefined;
  }
}

export function nameOf({ title, first_name, last_name }: Customer): string {
  return [title, first_name, last_name].filter(Boolean).join(' ') || 'Unknown caller';
}

export function showCustomer(customer: Customer, subtitle: string): void {
  const { first_name, last_name, city, state, postal_code, address1 } = customer;
  const initials = `${first_name?.[0] ?? ''}${last_name?.[0] ?? ''}` || '?';
  setText('avatar', initials);
  setText('eyebrow', 'Customer record');
  setText('name', nameOf(customer));
  setText('subtitle', subtitle);
  setPhone('phone', customer.phone_number);
  setPhone('alt-phone', customer.alt_phone);
  setText('email', customer.email);
  const place = [city, [state, postal_code].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  setText('address', [address1, place].filter(Boolean).join(' · '));
  setText('number', customer.vendor_lead_code);
  setText('notes', customer.comments);
  const call = byId('call', HTMLAnchorElement);
  call.hidden = !customer.phone_number;
  call.href = `tel:${customer.phone_number ?? ''}`;
}

/** A caller whom the CRM does not know. */
export function showStranger(phone: string): void {
  showCustomer(
    {
      lead_id: 0,
      title: null,
      first_name: null,
      last_name: null,
      phone_number: phone,
      address1: null,
      city: null,
      state: null,
      postal_code: null,
      email: null,
      comments: null,
      vendor_lead_code: null,
    },
    'Not in the customer list yet',
  );
}
