/** The text of live_agents.external_transferconf, which the agent screen takes apart again. */

export const SEPARATOR = '---';
/** Size of live_agents.external_transferconf. */
const STORED_MAX = 120;

export interface TransferOrder {
  readonly value: string;
  readonly ingroup?: string;
  readonly phone_number?: string;
  readonly consultative?: 'YES' | 'NO';
  readonly dial_override?: string;
  readonly group_alias?: string;
  readonly caller_id_number?: string;
  readonly epoch: number;
  /** undefined: the order ends before it. */
  readonly cid_choice?: string;
}

export function composeTransferOrder(order: TransferOrder): string {
  return fieldsOf(order).join(SEPARATOR);
}

/** @returns why the order cannot be stored; undefined: it can */
export function faultOfTransferOrder(order: TransferOrder): string | undefined {
  const text = composeTransferOrder(order);
  if ([...text].length > STORED_MAX) return `the order is longer than ${STORED_MAX} characters`;
  const fields = fieldsOf(order);
  const read = text.split(SEPARATOR);
  return read.length === fields.length && read.every((field, at) => field === fields[at])
    ? undefined
    : 'a field may not end in -';
}

function fieldsOf(order: TransferOrder): string[] {
  const fields = [
    order.value,
    order.ingroup ?? '',
    order.phone_number ?? '',
    order.consultative ?? 'NO',
    order.dial_override ?? '',
    order.group_alias ?? '',
    order.caller_id_number ?? '',
    String(order.epoch),
  ];
  return order.cid_choice === undefined ? fields : [...fields, order.cid_choice];
}
