/**
 * Every control of the element: where it stands, in which states it can be used, and what it says in
 * the others. A new control is one row here.
 */
import type { AgentState } from '../../../protocol/agent-session.js';
import type { Control, Why } from '../../../widget/desk/availability.js';
import { en } from '../../../widget/words/en.js';
import { es } from '../../../widget/words/es.js';
import { en as panelsEn } from '../../../widget/words/panels/en.js';
import { es as panelsEs } from '../../../widget/words/panels/es.js';
import type { Language } from '../../../widget/words/words.js';

export function textsIn(language: Language) {
  return { element: { en, es }[language], ...{ en: panelsEn, es: panelsEs }[language] };
}
export type Texts = ReturnType<typeof textsIn>;

export interface ControlRow {
  /** The panel that it stands in; none: beside the state. */
  readonly tab?: (texts: Texts) => string;
  /** The tool of the panel `More`. */
  readonly tool?: (texts: Texts) => string;
  /** What its buttons say. Several: all behave alike. */
  readonly buttons: (texts: Texts, state: AgentState) => readonly string[];
  /** Instead of a button there is this text while it cannot be used. */
  readonly isNote?: true;
  /** Why it cannot be used, in each state in which it cannot. */
  readonly why?: Partial<Record<AgentState, Why>>;
  /** Not there in these states. */
  readonly absent?: readonly AgentState[];
}

const all = <W extends Why>(why: W, ...states: AgentState[]): Partial<Record<AgentState, W>> =>
  Object.fromEntries(states.map((state) => [state, why]));

const IDLE = ['PAUSED', 'READY', 'CLOSER', 'QUEUE', 'MQUEUE', 'RING', 'DISPO', 'PREVIEW'] as const;
const NO_CALL = all('noCall', ...IDLE);
const NOT_TALKING = all('noCall', ...IDLE, 'DIAL', 'DEAD');
const NOT_PREVIEWED: readonly AgentState[] = [
  ...['PAUSED', 'READY', 'CLOSER', 'QUEUE', 'MQUEUE', 'RING', 'DIAL'],
  ...['INCALL', '3-WAY', 'PARK', 'DEAD', 'DISPO'],
] as AgentState[];
const isPaused = (state: AgentState) => state === 'PAUSED' || state === 'PREVIEW';

const dialTab = ({ element }: Texts) => element.dial;
const transferTab = ({ transfer: texts }: Texts) => texts.transfer;
const moreTab = ({ more: texts }: Texts) => texts.more;
const tool = (name: keyof Texts['more']['tools'], buttons: (texts: Texts['more']) => string[]) => ({
  tab: moreTab,
  tool: ({ more: texts }: Texts) => texts.tools[name],
  buttons: ({ more: texts }: Texts) => buttons(texts),
});

export const controlTable: Readonly<Record<Control, ControlRow>> = {
  pause: {
    buttons: ({ element }, state) =>
      isPaused(state) ? [element.changeReason] : [element.pause, element.pauseReason],
    why: { DISPO: 'outcomeFirst', PREVIEW: 'previewFirst' },
  },
  resume: {
    buttons: ({ element }, state) => (isPaused(state) ? [element.resume] : []),
    why: { PREVIEW: 'previewFirst' },
  },
  hangup: { buttons: ({ element }) => [element.hangUp], why: NO_CALL },
  hold: {
    buttons: ({ hold: texts }, state) => [state === 'PARK' ? texts.takeBack : texts.hold],
    why: NOT_TALKING,
  },
  'ivr-hold': { buttons: ({ hold: texts }) => [texts.holdHow], why: NOT_TALKING },
  dial: {
    tab: dialTab,
    buttons: ({ element }) => [element.dial],
    absent: ['PREVIEW'],
    why: {
      ...all('pauseFirst', 'READY', 'CLOSER'),
      ...all('comingIn', 'QUEUE', 'MQUEUE', 'RING'),
      ...all('inCall', 'DIAL', 'INCALL', '3-WAY', 'PARK', 'DEAD'),
      DISPO: 'outcomeFirst',
    },
  },
  preview: { tab: dialTab, buttons: ({ element }) => [element.dial], absent: NOT_PREVIEWED },
  'preview-skip': {
    tab: dialTab,
    buttons: ({ dial: texts }) => [texts.skip],
    absent: NOT_PREVIEWED,
  },
  'preview-alt': {
    tab: dialTab,
    buttons: ({ dial: texts }) => [texts.otherPhone, texts.thirdPhone],
    absent: NOT_PREVIEWED.filter((state) => state !== 'DISPO'),
  },
  'preview-finish': {
    tab: dialTab,
    buttons: ({ dial: texts }) => [texts.finish],
    absent: [...NOT_PREVIEWED.filter((state) => state !== 'DISPO'), 'PREVIEW'],
  },
  keypad: {
    tab: ({ element }) => element.keypad,
    buttons: () => ['1', '0', '#', '*'],
    why: NOT_TALKING,
  },
  transfer: {
    tab: transferTab,
    buttons: ({ transfer: texts }) => [texts.handOver, texts.addToCall, texts.holdAndCall],
    why: NOT_TALKING,
  },
  'third-party': {
    tab: transferTab,
    buttons: ({ element, transfer: texts }) => [element.hangUp, texts.leave, texts.endBoth],
    why: NO_CALL,
  },
  lead: {
    tab: ({ lead: texts }) => texts.customer,
    buttons: () => [],
    isNote: true,
    why: all('noLead', 'PAUSED', 'READY', 'CLOSER', 'RING'),
  },
  disposition: {
    tab: ({ element }) => element.disposition,
    buttons: ({ disposition: texts }, state) =>
      ['INCALL', '3-WAY', 'PARK', 'DEAD', 'DIAL'].includes(state)
        ? [texts.hangUpAndSave]
        : [texts.saveOutcome],
    why: {
      ...all('noCall', 'PAUSED', 'READY', 'CLOSER', 'PREVIEW'),
      ...all('comingIn', 'QUEUE', 'MQUEUE', 'RING'),
    },
  },
  recording: tool('recording', (texts) => [texts.record]),
  ingroups: tool('ingroups', (texts) => [texts.save]),
  'switch-lead': {
    ...tool('switch-lead', (texts) => [texts.switchTo]),
    why: { ...NOT_TALKING },
  },
  'add-lead': tool('add-lead', (texts) => [texts.add]),
  'timer-action': tool('timer-action', (texts) => [texts.set]),
  voicemail: {
    ...tool('voicemail', (texts) => [texts.set, texts.leaveMessage]),
    why: NOT_TALKING,
  },
  audio: tool('audio', (texts) => Object.values(texts.audioStages)),
  webphone: { tab: moreTab, buttons: ({ more: texts }) => [texts.tools.webphone] },
  'call-agent': { tab: moreTab, buttons: ({ more: texts }) => [texts.tools['call-agent']] },
  // asked for by itself: there is nothing to press
  queue: { tab: moreTab, buttons: () => [] },
  logout: { buttons: ({ element }) => [element.logOut] },
};
