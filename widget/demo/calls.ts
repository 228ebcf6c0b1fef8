/** The list of recent calls, told by the element's events. */
import type { CallStartedDetail } from '../events.js';
import { byId, showLength, showPhone } from './page.js';

const KEPT = 12;
const KINDS = { inbound: 'Inbound', outbound: 'Outbound', manual: 'Dialled' } as const;

interface Row {
  readonly element: HTMLTableRowElement;
  readonly callId: string;
  readonly leadId: number;
}

const rows: Row[] = [];

export function callStarted({
  call_id,
  lead_id,
  phone_number,
  direction,
  ingroup,
}: CallStartedDetail): void {
  if (rows[0]?.callId === call_id) return;
  byId('no-calls', HTMLElement).hidden = true;
  const element = byId('calls', HTMLTableSectionElement).insertRow(0);
  const began = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const kind = direction ? KINDS[direction] : '';
  for (const text of [
    '…',
    showPhone(phone_number),
    ingroup ? `${kind}, ${ingroup}` : kind,
    began,
  ]) {
    element.insertCell().textContent = text;
  }
  const live = element.insertCell();
  live.textContent = 'In call';
  live.className = 'live';
  element.insertCell();
  rows.unshift({ element, callId: call_id, leadId: lead_id });
  for (const old of rows.splice(KEPT)) old.element.remove();
}

export function callNamed(callId: string, name: string): void {
  fill(
    rows.find((one) => one.callId === callId),
    0,
    name,
  );
}

export function callEnded(callId: string, durationMs: number): void {
  const row = rows.find((one) => one.callId === callId);
  fill(row, 4, showLength(durationMs));
  if (row?.element.cells[4]) row.element.cells[4].className = '';
}

/** The outcome belongs to the newest call of this customer. */
export function callDisposed(leadId: number, outcome: string): void {
  fill(
    rows.find((one) => one.leadId === leadId),
    5,
    outcome,
  );
}

function fill(row: Row | undefined, cell: number, text: string): void {
  const at = row?.element.cells[cell];
  if (at) at.textContent = text;
}
