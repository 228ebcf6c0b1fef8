/** What the parts of the element draw from. */
import type { AgentDesk } from '../desk/agent-desk.js';
import type { Control } from '../desk/availability.js';
import type { Language, Words } from '../words/words.js';
import type { Tools } from './tools.js';

/** What the attribute `hide` can name. */
export type Hideable =
  | Control
  | 'agent'
  | 'state'
  | 'timer'
  | 'connection'
  | 'calls'
  | 'controls'
  | 'tools';

export interface View {
  readonly desk: AgentDesk;
  readonly words: Words;
  readonly language: Language;
  readonly hidden: ReadonlySet<string>;
  readonly tools: Tools;
  /** Why a control cannot be used now, in words. */
  reason(control: Control): string | undefined;
  /** Tells the agent something, also aloud. */
  tell(text: string): void;
}
