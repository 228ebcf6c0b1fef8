/** `<vici-agent-controls>`: this module defines it. */
import { ViciElapsed } from './controls/elapsed.js';
import { ViciAgentControls } from './vici-agent-controls/vici-agent-controls.js';

export { HubError } from '../protocol/client.js';
export type { DialOptions } from './desk/agent-desk.js';
export * from './events.js';
export { ViciAgentControls };

// A page may load it twice, by two versions of a script: the first one stays.
if (!customElements.get('vici-elapsed')) customElements.define('vici-elapsed', ViciElapsed);
if (!customElements.get('vici-agent-controls')) {
  customElements.define('vici-agent-controls', ViciAgentControls);
}

declare global {
  interface HTMLElementTagNameMap {
    'vici-agent-controls': ViciAgentControls;
  }
}
