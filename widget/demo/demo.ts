/** What a CRM has to do: set the element's attributes, listen to its events, show its own data. */

import type { ViciEventMap } from '../events.js';
import type { ViciAgentControls } from '../vici-agent-controls/vici-agent-controls.js';
import { callDisposed, callEnded, callNamed, callStarted } from './calls.js';
import { fetchCustomer, nameOf, showCustomer, showStranger } from './customer.js';
import { byId } from './page.js';

const FIRST_AGENT = 1000;
const AGENTS = 12;

const query = new URLSearchParams(location.search);
const agent = /^\d{4}$/.test(query.get('agent_user') ?? '')
  ? (query.get('agent_user') ?? '')
  : '1000';
const controls = document.querySelector('vici-agent-controls') as ViciAgentControls;

// The element's own script comes after this one: it finds these attributes.
controls.setAttribute('hub', new URL('/ws', location.href).href.replace(/^http/, 'ws'));
controls.setAttribute('agent-user', agent);
controls.setAttribute('token-url', `/demo/token?agent_user=${agent}`);
if (query.get('lang') === 'es') controls.setAttribute('lang', 'es');
if (query.get('layout') === 'bar') {
  controls.setAttribute('layout', 'bar');
  document.querySelector('.page')?.classList.add('bar');
}

const select = byId('agent', HTMLSelectElement);
for (let user = FIRST_AGENT; user < FIRST_AGENT + AGENTS; user += 1) {
  select.add(new Option(`${user}`, `${user}`, false, `${user}` === agent));
}
byId('language', HTMLSelectElement).value = query.get('lang') === 'es' ? 'es' : 'en';
byId('layout', HTMLSelectElement).value = query.get('layout') === 'bar' ? 'bar' : 'panel';
byId('banner', HTMLElement).addEventListener('change', () => {
  const chosen = new URLSearchParams({
    agent_user: select.value,
    lang: byId('language', HTMLSelectElement).value,
    layout: byId('layout', HTMLSelectElement).value,
  });
  location.search = `${chosen}`;
});

function on<K extends keyof ViciEventMap>(
  type: K,
  listener: (event: ViciEventMap[K]) => void,
): void {
  controls.addEventListener(type, (event) => listener(event as ViciEventMap[K]));
}

/** The newest customer asked for: an answer that comes late shows nobody. */
let wanted = 0;

async function openRecord(leadId: number, phone: string, subtitle: string): Promise<string> {
  wanted = leadId;
  const customer = leadId > 0 ? await fetchCustomer(leadId) : undefined;
  if (wanted !== leadId) return customer ? nameOf(customer) : phone;
  if (customer) showCustomer(customer, subtitle);
  else showStranger(phone);
  return customer ? nameOf(customer) : 'Unknown caller';
}

on('vici-ready', ({ detail: { session } }) => {
  // The page was opened in a call's wrap-up.
  if (session && session.lead_id > 0 && !session.call_id) {
    void openRecord(session.lead_id, session.phone_number, 'Last call');
  }
});

on('vici-call-started', async ({ detail }) => {
  callStarted(detail);
  const subtitle = {
    inbound: 'Is calling you',
    outbound: 'Called for you',
    manual: 'You are calling',
  }[detail.direction ?? 'outbound'];
  callNamed(detail.call_id, await openRecord(detail.lead_id, detail.phone_number, subtitle));
});

on('vici-call-ended', ({ detail }) => {
  callEnded(detail.call_id, detail.duration_ms);
  byId('subtitle', HTMLElement).textContent = 'Call ended';
});

on('vici-disposition', ({ detail }) => {
  callDisposed(detail.lead_id, detail.status_name ?? detail.status ?? 'Saved');
});
