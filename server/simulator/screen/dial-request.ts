/** `external_dial` as the API writes it: fourteen fields joined by `!`, or a bare preview action. */

export const MANUAL_NEXT = 'MANUALNEXT';
export const PREVIEW_ACTIONS = ['SKIP', 'DIALONLY', 'ALTDIAL', 'ADR3DIAL', 'FINISH'] as const;
export type PreviewAction = (typeof PREVIEW_ACTIONS)[number];

export interface DialRequest {
  readonly phone: string;
  readonly phoneCode: string;
  /** Look the number up among the leads before a new one is made. */
  readonly search: boolean;
  readonly preview: boolean;
  readonly vendorCode: string;
  /** Epoch s, as text: tells a new request from one that was seen. */
  readonly epoch: string;
  readonly dialPrefix: string;
  readonly groupAlias: string;
  readonly leadId: number;
  readonly altDial: string;
  readonly ingroup: string;
}

/** Shorter texts are no requests. */
const SHORTEST = 10;

export function parseDialRequest(text: string): DialRequest | undefined {
  const fields = text.split('!');
  if (text.length < SHORTEST || fields.length < 7) return undefined;
  const field = (index: number) => fields[index] ?? '';
  return {
    phone: field(0),
    phoneCode: field(1),
    search: field(2) === 'YES',
    preview: field(3) === 'YES',
    vendorCode: field(5),
    epoch: field(6),
    dialPrefix: field(7),
    groupAlias: field(8),
    leadId: Number(field(11)) || 0,
    altDial: field(12),
    ingroup: field(13),
  };
}

export function parsePreviewAction(text: string): PreviewAction | undefined {
  return PREVIEW_ACTIONS.find((action) => action === text);
}
