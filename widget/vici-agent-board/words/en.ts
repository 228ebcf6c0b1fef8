/** English texts of the board, and the shape that every language has. */
export const en = {
  label: 'Wallboard',
  counts: 'Agents by state',
  count: {
    call: 'In call',
    waiting: 'Waiting',
    ring: 'Ringing',
    dispo: 'Wrap-up',
    paused: 'Paused',
    dead: 'Hung up',
  },
  callsWaiting: 'Calls waiting',
  agents: 'Agents',
  agentsPart: (part: number, of: number) => `Agents, part ${part} of ${of}`,
  loggedIn: (n: number) => (n === 1 ? '1 agent' : `${n} agents`),
  noAgents: 'No agent is logged in',
  noAgentsHere: 'No agent of this selection is logged in',
  loading: 'Loading',
  queues: 'Queues',
  noQueues: 'No calls are waiting',
  column: {
    name: 'Agent',
    state: 'State',
    time: 'Time',
    campaign: 'Campaign',
    calls: 'Calls',
    callsToday: 'Calls today',
  },
  queueColumn: { name: 'Queue', waiting: 'Waiting', oldest: 'Longest' },
  direction: { inbound: 'Inbound', outbound: 'Outbound', manual: 'By hand' },
  lagged: 'Lost connection',
  hiddenAgents: (n: number) =>
    n === 1
      ? '1 agent is not shown: no change for more than 6 hours'
      : `${n} agents are not shown: no change for more than 6 hours`,
  lost: (time: string) => `Connection lost. What you see is from ${time}`,
  staleSince: (time: string) => `The dialler cannot be read. What you see is from ${time}`,
  connecting: 'Connecting',
};

export type BoardTexts = typeof en;
