/** `<vici-agent-board>`: this module defines it. */
import { ViciAgentBoard } from './vici-agent-board/vici-agent-board.js';

export { HubError } from '../protocol/client.js';
export { ViciConnectionEvent, ViciErrorEvent } from './events.js';
export { ViciAgentBoard };

// A page may load it twice, by two versions of a script: the first one stays.
if (!customElements.get('vici-agent-board')) {
  customElements.define('vici-agent-board', ViciAgentBoard);
}

declare global {
  interface HTMLElementTagNameMap {
    'vici-agent-board': ViciAgentBoard;
  }
}
