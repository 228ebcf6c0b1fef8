/** What the parts of the element draw from. */
import type { LeadField } from '../../protocol/functions/lead-fields.js';
import type { AgentDesk } from '../desk/agent-desk.js';
import type { Control } from '../desk/availability.js';
import type { PanelWords } from '../words/panel-words.js';
import type { Language, Words } from '../words/words.js';
import type { Tools } from './tools.js';

/** Fields of the lead by their names in the dialler; a `lead_id` says whose they are. */
export type LeadValues = Readonly<Partial<Record<LeadField | 'lead_id', string | number | null>>>;

/** What the attribute `hide` can name. */
export type Hideable =
  | Control
  | 'agent'
  | 'state'
  | 'timer'
  | 'connection'
  | 'calls'
  | 'controls'
  | 'more'
  | 'tools';

export interface View {
  readonly desk: AgentDesk;
  readonly words: Words;
  /** Undefined while the panels are not loaded. */
  readonly panelWords: PanelWords | undefined;
  readonly language: Language;
  readonly hidden: ReadonlySet<string>;
  readonly tools: Tools;
  /** What the page knows of the customer. */
  readonly lead: LeadValues;
  /** Why a control cannot be used now, in words. */
  reason(control: Control): string | undefined;
  /** Tells the agent something, also aloud. */
  tell(text: string): void;
}
