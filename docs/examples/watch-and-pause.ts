/** Watches one agent's session, pauses the agent, and ends when the change has been seen. */
import { HubClient, HubError } from 'vici-hub/client';

const { HUB_URL = 'ws://127.0.0.1:8080/ws', TOKEN = '', AGENT = '1000' } = process.env;

const hub = new HubClient({ url: HUB_URL, token: TOKEN });

let sawChange = () => {};
const seen = new Promise<void>((resolve) => {
  sawChange = resolve;
});

const subscription = hub.subscribeAgents({ agents: [AGENT] }, (event) => {
  if (event.kind !== 'changes') return;
  for (const change of event.changes) {
    if ('set' in change) console.log(change.agent_user, change.set);
  }
  sawChange();
});

try {
  await subscription.ready;
  console.log(AGENT, subscription.agents.get(AGENT)?.state); // kept up to date
  const answer = await hub.call('external_pause', { agent_user: AGENT, value: 'PAUSE' });
  console.log(answer.text);
  await seen;
} catch (error) {
  if (!(error instanceof HubError)) throw error;
  // reason is a stable word (docs/functions.md), text the line of the HTTP API
  console.error(error.reason, error.text);
  process.exitCode = 1;
} finally {
  hub.close();
}
