/**
 * What the hub refuses although the element lets it be pressed: what changed a moment ago is not
 * shown yet, and some rights only the database knows. A row for each way to be refused.
 */
import type { AgentState } from '../../../protocol/agent-session.js';
import type { Control } from '../../../widget/desk/availability.js';
import {
  becomeReady,
  type Change,
  choose,
  closeIngroup,
  doNotCall,
  dropAliases,
  dropIngroups,
  edit,
  endCall,
  logOut,
  noCallToPhone,
  nothing,
  open,
  press,
  pressIn,
  type Step,
  save,
  saveCallback,
  setCampaigns,
  setUsers,
  takeFunctions,
  tool,
  transferTo,
  typeNumber,
} from './steps.js';

/**
 * Control and state, what is opened and filled in, what then happens in the dialler, what is
 * pressed.
 */
type Refusal = readonly [Control, AgentState, Step | undefined, Change, Step];

const transfer = open('Transfer');
const adding = tool('Add a customer', { Phone: '2015550188' });
const switching = tool('Switch the customer', { 'Lead ID': '8' });
const timing = tool('Timer in the call', { 'Seconds into the call': '30' });
const message = tool('Voicemail message', { 'Audio files, | between them': 'offer' });
const playing = tool('Play audio', { 'Audio file': 'greeting' });
const toNumber = transferTo('Number', '2015550177');
const noManualDial = setUsers({ agentcall_manual: '0' });
const noOtherNumbers = setCampaigns({ alt_number_dialing: 'N' });

/** By the words that the element then shows. */
export const refusals: Readonly<Record<string, readonly Refusal[]>> = {
  'The agent is not logged in.': [
    ['pause', 'READY', undefined, logOut, press('Pause')],
    ['hangup', 'INCALL', undefined, logOut, press('Hang up')],
    ['disposition', 'DISPO', undefined, logOut, save(/Sale made/, 'Save outcome')],
    ['keypad', 'INCALL', open('Keypad'), logOut, pressIn('5')],
    ['recording', 'INCALL', tool('Recording'), logOut, press('Start recording')],
    ['webphone', 'PAUSED', open('More'), logOut, press('Open the web phone')],
    ['call-agent', 'PAUSED', open('More'), logOut, press('Call my phone')],
    ['logout', 'PAUSED', press('Log out'), logOut, pressIn('Log out')],
  ],
  'You may not do that.': [
    ['pause', 'READY', undefined, takeFunctions, press('Pause')],
    ['resume', 'PAUSED', undefined, takeFunctions, press('Resume')],
    ['hangup', 'INCALL', undefined, takeFunctions, press('Hang up')],
    [
      'disposition',
      'INCALL',
      open('Outcome'),
      takeFunctions,
      save(/Sale made/, 'Hang up and save'),
    ],
    ['disposition', 'DISPO', undefined, takeFunctions, saveCallback],
    ['keypad', 'INCALL', open('Keypad'), takeFunctions, pressIn('5')],
    ['queue', 'PAUSED', undefined, takeFunctions, open('More')],
    ['logout', 'PAUSED', press('Log out'), takeFunctions, pressIn('Log out')],
  ],
  'The agent is not paused.': [['resume', 'PAUSED', undefined, becomeReady, press('Resume')]],
  'The reason was not set: no pause.': [
    ['pause', 'PAUSED', press('Change the reason'), becomeReady, choose('Lunch')],
  ],
  'Pause first, then dial.': [
    ['dial', 'PAUSED', typeNumber(), becomeReady, pressIn('Dial')],
    ['preview', 'PREVIEW', undefined, becomeReady, pressIn('Dial')],
    ['preview-skip', 'PREVIEW', undefined, becomeReady, pressIn('Skip')],
  ],
  'This agent may not dial by hand.': [
    ['dial', 'PAUSED', typeNumber(), noManualDial, pressIn('Dial')],
    ['preview-alt', 'PREVIEW', undefined, noManualDial, pressIn('Dial the third phone')],
  ],
  'That caller ID is not valid.': [
    ['dial', 'PAUSED', typeNumber('SALESLINE'), dropAliases, pressIn('Dial')],
    [
      'transfer',
      'INCALL',
      transferTo('Number', '2015550177', 'SALESLINE'),
      dropAliases,
      pressIn('Add to the call'),
    ],
  ],
  'Not allowed here.': [
    [
      'preview',
      'PREVIEW',
      undefined,
      setCampaigns({ manual_preview_dial: 'DISABLED' }),
      pressIn('Dial'),
    ],
    [
      'preview-skip',
      'PREVIEW',
      undefined,
      setCampaigns({ manual_preview_dial: 'PREVIEW_ONLY' }),
      pressIn('Skip'),
    ],
    ['preview-alt', 'PREVIEW', undefined, noOtherNumbers, pressIn('Dial the other phone')],
    ['preview-finish', 'DISPO', open('Dial'), noOtherNumbers, pressIn('Finish')],
    [
      'ingroups',
      'PAUSED',
      tool('In-groups'),
      setCampaigns({ campaign_allow_inbound: 'N' }),
      pressIn('Save'),
    ],
    [
      'ingroups',
      'PAUSED',
      tool('In-groups'),
      setCampaigns({ dial_method: 'MANUAL' }),
      pressIn('Save'),
    ],
    [
      'ingroups',
      'PAUSED',
      tool('In-groups'),
      setUsers({ change_agent_campaign: '0' }),
      pressIn('Save'),
    ],
    [
      'switch-lead',
      'INCALL',
      switching,
      setCampaigns({ agent_lead_search: 'DISABLED' }),
      pressIn('Switch'),
    ],
    ['timer-action', 'INCALL', timing, setUsers({ modify_campaigns: '0' }), pressIn('Set')],
    [
      'lead',
      'INCALL',
      open('Customer'),
      setUsers({ modify_leads: '0' }),
      edit('City', 'Port Larkin'),
    ],
  ],
  'That in-group is not valid.': [
    ['ingroups', 'PAUSED', tool('In-groups'), dropIngroups, pressIn('Save')],
    [
      'transfer',
      'INCALL',
      transferTo('In-group', 'SUPPORT_IN'),
      closeIngroup('SUPPORT_IN'),
      pressIn('Hand over'),
    ],
    [
      'transfer',
      'INCALL',
      transferTo('In-group', 'SUPPORT_IN'),
      closeIngroup('SUPPORT_IN'),
      pressIn('Add to the call'),
    ],
    [
      'transfer',
      'INCALL',
      transferTo('Agent', '1003'),
      closeIngroup('AGENTDIRECT'),
      pressIn('Hand over'),
    ],
    [
      'transfer',
      'INCALL',
      transferTo('Agent', '1003'),
      closeIngroup('AGENTDIRECT'),
      pressIn('Add to the call'),
    ],
    [
      'transfer',
      'INCALL',
      transferTo('Agent', '1003'),
      closeIngroup('AGENTDIRECT'),
      pressIn('Hold and call'),
    ],
  ],
  'There is no call.': [
    ['transfer', 'INCALL', toNumber, endCall, pressIn('Hand over')],
    ['transfer', 'INCALL', toNumber, endCall, pressIn('Add to the call')],
    ['transfer', 'INCALL', toNumber, endCall, pressIn('Hold and call')],
    ['third-party', 'INCALL', transfer, endCall, pressIn('Leave the call')],
    ['third-party', 'INCALL', transfer, endCall, pressIn('Hang up')],
    ['third-party', 'INCALL', transfer, endCall, pressIn('Hang up both')],
    ['voicemail', 'INCALL', message, endCall, pressIn('Set')],
    ['voicemail', 'INCALL', message, endCall, pressIn('Hand over to voicemail')],
    ['switch-lead', 'INCALL', switching, endCall, pressIn('Switch')],
  ],
  'There is no customer on the screen.': [
    ['hold', 'INCALL', undefined, endCall, press('Hold')],
    ['hold', 'PARK', undefined, endCall, press('Take back')],
    ['hold', 'INCALL', transfer, endCall, pressIn('Hold')],
    ['hold', 'INCALL', transfer, endCall, pressIn('Take back')],
    ['ivr-hold', 'INCALL', press('Hold the customer'), endCall, pressIn('In the phone menu')],
    [
      'ivr-hold',
      'PARK',
      press('Hold the customer'),
      endCall,
      pressIn('Take back from the phone menu'),
    ],
    ['lead', 'INCALL', open('Customer'), endCall, edit('City', 'Port Larkin')],
  ],
  'The dialler refused this value.': [
    ['lead', 'INCALL', open('Customer'), nothing, edit('Rank', 'many')],
    [
      'timer-action',
      'INCALL',
      tool('Timer in the call', { 'Seconds into the call': 'soon' }),
      nothing,
      pressIn('Set'),
    ],
    ['voicemail', 'INCALL', tool('Voicemail message'), nothing, pressIn('Set')],
  ],
  'Nothing is being recorded.': [
    [
      'recording',
      'INCALL',
      tool('Recording'),
      (still) => still.write({ external_recording: '' }),
      press('Stop recording'),
    ],
  ],
  'Not available.': [
    ['audio', 'INCALL', playing, (still) => still.write({ conf_exten: '' }), pressIn('Play')],
    ['call-agent', 'PAUSED', open('More'), noCallToPhone, press('Call my phone')],
  ],
  'No audio is playing.': [
    ['audio', 'INCALL', playing, nothing, pressIn('Stop')],
    ['audio', 'INCALL', playing, nothing, pressIn('Pause')],
    ['audio', 'INCALL', playing, nothing, pressIn('Resume')],
    ['audio', 'INCALL', playing, nothing, pressIn('From the start')],
  ],
  'That number may not be called.': [
    ['add-lead', 'PAUSED', adding, doNotCall('2015550188'), pressIn('Add')],
    ['add-lead', 'PAUSED', adding, doNotCall('2015550188', 'SALES'), pressIn('Add')],
  ],
  'A customer needs a phone number.': [
    ['add-lead', 'PAUSED', tool('Add a customer'), nothing, pressIn('Add')],
  ],
  'There is no such customer.': [
    [
      'switch-lead',
      'INCALL',
      tool('Switch the customer', { 'Lead ID': '99999999' }),
      nothing,
      pressIn('Switch'),
    ],
  ],
  'Only in an inbound call.': [
    [
      'switch-lead',
      'INCALL',
      switching,
      (still) => still.write({ callerid: 'V4180000070000000007' }),
      pressIn('Switch'),
    ],
  ],
  'This agent has no web phone.': [
    ['webphone', 'PAUSED', open('More'), noCallToPhone, press('Open the web phone')],
  ],
};
