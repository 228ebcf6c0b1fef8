/** English texts, and the shape that every language has. */
export const en = {
  label: 'Agent controls',
  state: {
    READY: 'Ready',
    CLOSER: 'Ready for inbound',
    QUEUE: 'Call coming in',
    MQUEUE: 'E-mail coming in',
    RING: 'Phone is ringing',
    DIAL: 'Dialling',
    INCALL: 'In call',
    '3-WAY': 'Three-way call',
    PARK: 'Customer on hold',
    DEAD: 'Customer hung up',
    DISPO: 'Wrap-up',
    PREVIEW: 'Preview',
    PAUSED: 'Paused',
  },
  notLoggedIn: 'Not logged in',
  notLoggedInDetail: 'Log in on the agent screen to begin',
  waiting: 'Waiting for a call',
  noPauseCode: 'No reason given',
  /** Pause codes that the dialler sets itself. */
  systemCodes: {
    LOGIN: 'Just logged in',
    LAGGED: 'The agent screen lost its connection',
    NXDIAL: 'To dial by hand',
  },
  chooseOutcome: 'Choose an outcome',
  direction: { inbound: 'Inbound', outbound: 'Outbound', manual: 'Dialled by hand' },
  callsToday: (n: number) => (n === 1 ? '1 call today' : `${n} calls today`),
  recording: 'Recording',

  connection: { connecting: 'Connecting', open: 'Connected', closed: 'Not connected' },
  reconnecting: 'Connection lost. Reconnecting by itself',
  stale: 'The dialler cannot be read; this may be out of date',
  retry: 'Try again',
  dismiss: 'Dismiss',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',

  pause: 'Pause',
  pauseAfterCall: 'Pause after this call',
  pausingAfterCall: 'Will pause after this call',
  pauseSet: 'Pause set',
  pausing: 'Pausing',
  pauseReason: 'Pause with a reason',
  changeReason: 'Change the reason',
  resume: 'Resume',
  resuming: 'Resuming',
  hangUp: 'Hang up',
  hangingUp: 'Hanging up',

  tools: 'Tools',
  dial: 'Dial',
  dialling: 'Dialling',
  previewReady: 'Dial or skip',

  keypad: 'Keypad',

  disposition: 'Outcome',

  logOut: 'Log out',
  logOutTitle: 'Log out of the dialler?',

  /** Why a control cannot be used now. */
  why: {
    connecting: 'Not while connecting',
    closed: 'Not connected',
    loading: 'Loading',
    notLoggedIn: 'The agent is not logged in',
    noCall: 'There is no call',
    inCall: 'Not during a call',
    pauseFirst: 'Pause first',
    outcomeFirst: 'Choose an outcome first',
    previewFirst: 'Dial or skip the customer first',
    noPreview: 'No customer is being previewed',
    comingIn: 'A call is coming in',
    notAllowed: 'Not allowed',
    notInbound: 'Only in an inbound call',
    noLead: 'There is no customer on the screen',
  },

  slow: 'The agent screen has not taken this yet',
  failed: 'That did not work',
  configuration: {
    hub: 'This element needs a “hub” address.',
    agent: 'This element needs an “agent-user”.',
    token: 'This element needs a “token”, a “token-url” or getToken.',
  },
  panelFailed: 'This part could not be loaded.',
};

export type Words = typeof en;
